"use server";

import { refresh } from "next/cache";
import { customerAction, staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import {
  assignForm,
  consentInput,
  correctionForm,
  decideForm,
  deletionForm,
  downloadForm,
  exportForm,
  extendForm,
  requestForm,
  restrictionForm,
} from "./schema";
import {
  cancelPrivacyRequest,
  changePrivacyRequest,
  linkToExport,
  requestPrivacy,
  setConsent,
} from "./service";

/** Asks for a copy of everything. */
export const requestExportAction = customerAction(exportForm, async ({ viewer, input }) => {
  const { key, password } = input;
  const asked = await requestPrivacy(viewer, { kind: "export", details: {}, password }, key);
  if (asked.ok) refresh();
  return asked.ok ? ok({ number: asked.value.number }) : asked;
});

/** Schedules the deletion of the person, or of the customer where there is nobody else. */
export const requestDeletionAction = customerAction(deletionForm, async ({ viewer, input }) => {
  const { key, password, reason } = input;
  const asked = await requestPrivacy(viewer, { kind: "deletion", details: { reason }, password }, key);
  if (asked.ok) refresh();
  return asked.ok ? ok({ number: asked.value.number }) : asked;
});

/** Asks for a correction, which staff decide. */
export const requestCorrectionAction = customerAction(correctionForm, async ({ viewer, input }) => {
  const { key, ...details } = input;
  const asked = await requestPrivacy(viewer, { kind: "correction", details, password: undefined }, key);
  if (asked.ok) refresh();
  return asked.ok ? ok({ number: asked.value.number }) : asked;
});

/** Stops the use of the customer's data by assistants and statistics. */
export const restrictAction = customerAction(restrictionForm, async ({ viewer, input }) => {
  const { key, reason } = input;
  const asked = await requestPrivacy(
    viewer,
    { kind: "restriction", details: { reason }, password: undefined },
    key,
  );
  if (asked.ok) refresh();
  return asked.ok ? ok({ number: asked.value.number }) : asked;
});

/** Takes a request back, or lifts a restriction. Also after a refusal the page shows how things are now. */
export const cancelRequestAction = customerAction(requestForm, async ({ viewer, input }) => {
  const cancelled = await cancelPrivacyRequest(viewer, input.id);
  refresh();
  return cancelled.ok ? ok({ number: cancelled.value.number }) : cancelled;
});

/** A link to the archive, for whoever knows the password. */
export const downloadExportAction = customerAction(downloadForm, async ({ viewer, input }) => {
  const link = await linkToExport(viewer, input.id, input.password);
  return link.ok ? ok({ href: link.value }) : link;
});

/** Agrees to a purpose, or takes it back. */
export const setConsentAction = customerAction(consentInput, async ({ viewer, input }) => {
  const set = await setConsent(viewer, input);
  if (set.ok) refresh();
  return set.ok ? ok({ given: input.given }) : set;
});

/** Gives a request to a member of staff, or to nobody. */
export const assignRequestAction = staffAction(assignForm, async ({ viewer, input }) => {
  const assigneeId = input.assigneeId || null;
  const changed = await changePrivacyRequest(viewer, input.id, { action: "assign", assigneeId });
  refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});

/** Accepts or refuses a request. */
export const decideRequestAction = staffAction(decideForm, async ({ viewer, input }) => {
  const { id, decision, reason, expectedVersion } = input;
  const changed = await changePrivacyRequest(viewer, id, { action: decision, reason, expectedVersion });
  if (changed.ok) refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});

/** Takes more time for a request. */
export const extendRequestAction = staffAction(extendForm, async ({ viewer, input }) => {
  const { id, days, reason } = input;
  const changed = await changePrivacyRequest(viewer, id, { action: "extend", days, reason });
  if (changed.ok) refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});
