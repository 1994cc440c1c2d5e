"use server";

import { refresh } from "next/cache";
import { customerAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { addForm, domainParams, removeForm } from "./schema";
import { addDomain, checkDomain, removeDomain } from "./service";

/** Adds a domain; the list shows it at its top. */
export const addDomainAction = customerAction(addForm, async ({ viewer, input }) => {
  const { key, ...domain } = input;
  const added = await addDomain(viewer, domain, key);
  if (!added.ok) return added;
  refresh();
  return ok({ id: added.value.id, name: added.value.displayName });
});

/** Looks for the records of a domain now. */
export const verifyDomainAction = customerAction(domainParams, async ({ viewer, input }) => {
  const checked = await checkDomain(viewer, input.id);
  refresh();
  return checked.ok ? ok({ outcome: checked.value ?? ("superseded" as const) }) : checked;
});

/** Removes a domain. Also after a refusal the page shows how things are now. */
export const removeDomainAction = customerAction(removeForm, async ({ viewer, input }) => {
  const { id, ...confirmation } = input;
  const removed = await removeDomain(viewer, id, confirmation);
  refresh();
  return removed.ok ? ok({ hostname: removed.value.hostname }) : removed;
});
