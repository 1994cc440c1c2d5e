"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { findCurrentViewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { findTicketId } from "@/lib/tickets/queries";
import { archiveForm, templateForm, ticketNumber } from "./form-schema";
import { findTemplate, getTemplateValues } from "./queries";
import { createTemplate, updateTemplate } from "./service";
import type { Template } from "./types";
import type { TemplateValues } from "./variables";

/** What became of a text that was saved: another one may have been saved meanwhile. */
type Saved =
  | { kind: "saved"; version: number }
  | { kind: "conflict"; theirs: Template; mine: { name: string; category: string; body: string } };

/** Saves a template, a new one or one that exists. Of a conflict it tells what the others wrote. */
export const saveTemplateAction = staffAction(
  templateForm,
  async ({ viewer, input }): Promise<Result<Saved>> => {
    const { templateId: id, key, overVersion, expectedVersion, ...fields } = input;
    const seen = overVersion ?? expectedVersion;
    if (!id) {
      const created = await createTemplate(viewer, fields, key);
      if (!created.ok) return created;
      redirect(`/admin/templates/${created.value.id}` as Route);
    }
    const changed = await updateTemplate(viewer, id, {
      ...fields,
      ...(seen && { expectedVersion: seen }),
    });
    if (!changed.ok && changed.error.reason === "template_changed") {
      const theirs = await findTemplate(viewer, id);
      const mine = { ...fields, category: fields.category ?? "" };
      if (theirs) return ok({ kind: "conflict", theirs, mine });
    }
    if (!changed.ok) return changed;
    refresh();
    return ok({ kind: "saved", version: changed.value.version });
  },
);

/** Archives a template, or brings it back. */
export const archiveTemplateAction = staffAction(archiveForm, async ({ viewer, input }) => {
  const { id, isActive } = input;
  const changed = await updateTemplate(viewer, id, { isActive });
  refresh();
  return changed.ok ? ok({ isActive: changed.value.isActive }) : changed;
});

/** The values of a ticket by its number, for a preview; null when there is no such ticket. */
export async function templateValuesAction(number: string): Promise<TemplateValues | null> {
  const parsed = ticketNumber.safeParse(number);
  const viewer = await findCurrentViewer();
  if (!parsed.success || !viewer.ok || viewer.value.role === "customer") return null;
  const ticket = await findTicketId(viewer.value, parsed.data);
  if (!ticket.ok) return null;
  const values = await getTemplateValues(viewer.value, ticket.value);
  return values.ok ? values.value : null;
}
