"use server";

import { refresh } from "next/cache";
import { customerAction, memberAction, staffAction } from "@/lib/auth/action";
import { confirmPhoneChange, requestEmailChange, requestPhoneChange } from "@/lib/auth/contact-service";
import { changePassword } from "@/lib/auth/password-service";
import { phoneChangeForm, phoneCodeFormInput } from "@/lib/auth/schema";
import { formVisitor } from "@/lib/auth/visitor";
import { idle } from "@/lib/core/action-state";
import { ok } from "@/lib/core/result";
import { requestPrivacy } from "@/lib/privacy/service";
import { applyAsReseller, decideReseller, withdrawReseller } from "./reseller-service";
import {
  addressForm,
  changePasswordInput,
  correctionForm,
  decideResellerForm,
  emailChangeForm,
  endSessionsForm,
  nameForm,
  preferencesForm,
  removeAddressForm,
  resellerForm,
  themeForm,
  withdrawForm,
} from "./schema";
import { removeAddress, saveAddress, updatePreferences, updateProfile } from "./service";
import { endSessions } from "./sessions-service";

/** Signs out one device, or all others. */
export const endSessionsAction = memberAction(endSessionsForm, async ({ viewer, input }) => {
  const ended = await endSessions(viewer, input.id || undefined);
  refresh();
  return ended;
});

/** Sets a new password. */
export const changePasswordAction = memberAction(changePasswordInput, async ({ viewer, input }) => {
  const changed = await changePassword(viewer, input);
  if (changed.ok) refresh();
  return changed;
});

/** Sends a link to a new e-mail address. */
export const requestEmailChangeAction = customerAction(emailChangeForm, async ({ viewer, input }) => {
  const requested = await requestEmailChange(viewer, await formVisitor(), input);
  return requested.ok ? ok({ sentTo: input.email }) : requested;
});

/** Sends a code to a new phone number. */
export const requestPhoneChangeAction = customerAction(phoneChangeForm, async ({ viewer, input }) => {
  const requested = await requestPhoneChange(viewer, await formVisitor(), input);
  return requested.ok ? ok({ sentTo: input.phone }) : requested;
});

/** Takes that code. */
export const confirmPhoneChangeAction = customerAction(phoneCodeFormInput, async ({ viewer, input }) => {
  const confirmed = await confirmPhoneChange(viewer, await formVisitor(), input);
  if (confirmed.ok) refresh();
  return confirmed;
});

/** Changes the viewer's name. */
export const changeNameAction = customerAction(nameForm, async ({ viewer, input }) => {
  const changed = await updateProfile(viewer, input);
  if (!changed.ok) return changed;
  refresh();
  return ok();
});

/** Changes language, time zone and looks. */
export const changePreferencesAction = memberAction(preferencesForm, async ({ viewer, input }) => {
  const changed = await updatePreferences(viewer, input);
  if (changed.ok) refresh();
  return changed;
});

const keepTheme = memberAction(themeForm, ({ viewer, input }) => updatePreferences(viewer, input));

/** Keeps the looks that were chosen in the menu, for the person's other devices. */
export async function keepThemeAction(theme: string): Promise<void> {
  const data = new FormData();
  data.set("theme", theme);
  await keepTheme(idle, data);
}

/** Adds or changes an address. */
export const saveAddressAction = customerAction(addressForm, async ({ viewer, input }) => {
  const saved = await saveAddress(viewer, input.input, input.key);
  if (!saved.ok) return saved;
  refresh();
  return ok();
});

/** Removes an address. */
export const removeAddressAction = customerAction(removeAddressForm, async ({ viewer, input }) => {
  const removed = await removeAddress(viewer, input.id);
  refresh();
  return removed.ok ? ok() : removed;
});

/** Asks for a correction of what staff own. */
export const requestCorrectionAction = customerAction(correctionForm, async ({ viewer, input }) => {
  const { key, ...details } = input;
  const requested = await requestPrivacy(viewer, { kind: "correction", details, password: undefined }, key);
  return requested.ok ? ok() : requested;
});

/** Asks to become a reseller, or answers what staff asked. */
export const applyAsResellerAction = customerAction(resellerForm, async ({ viewer, input }) => {
  const applied = await applyAsReseller(viewer, input.input, input.key);
  if (!applied.ok) return applied;
  refresh();
  return ok();
});

/** Takes that back. */
export const withdrawResellerAction = customerAction(withdrawForm, async ({ viewer, input }) => {
  const withdrawn = await withdrawReseller(viewer, input.id);
  refresh();
  return withdrawn.ok ? ok() : withdrawn;
});

/** What staff say to an application. Also after a refusal the page shows how things are now. */
export const decideResellerAction = staffAction(decideResellerForm, async ({ viewer, input }) => {
  const decided = await decideReseller(viewer, input);
  refresh();
  return decided.ok ? ok() : decided;
});
