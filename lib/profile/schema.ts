import { z } from "zod";
import { CORRECTION_FIELDS } from "@/lib/privacy/types";
import texts from "@/messages/en/auth.json";
import own from "@/messages/en/profile.json";

const { faults } = texts;

/** Which session is to end: one of the viewer's own, or none named for all but this one. */
export const endSessionsQuery = z.object({ id: z.uuid().optional() });
export const endSessionsForm = z.object({ id: z.union([z.literal(""), z.uuid()]).default("") });

const currentPassword = z
  .string({ error: faults.passwordMissing })
  .max(1_000, { error: faults.passwordMissing })
  .default("");

/** A new password, and the old one. Its own rules need the e-mail address as well: the service knows it. */
export const changePasswordInput = z.object({
  currentPassword: currentPassword.refine((text) => text !== "", { error: faults.passwordMissing }),
  password: z
    .string({ error: faults.too_short })
    .min(1, { error: faults.too_short })
    .max(1_000, { error: faults.too_long }),
});

/** A new e-mail address, and the password that proves who asks; somebody without one leaves it empty. */
export const emailChangeForm = z.object({
  email: z
    .string({ error: faults.email })
    .trim()
    .toLowerCase()
    .max(320, { error: faults.email })
    .pipe(z.email({ error: faults.email })),
  currentPassword,
});

const fullName = z
  .string({ error: faults.fullName })
  .transform((text) => text.replace(/\s+/gu, " ").trim())
  .refine((text) => text.length >= 1 && text.length <= 200, { error: faults.fullName });
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, {
  error: own.faults.locale,
});
const timeZone = z.string().min(1).max(64);
const theme = z.enum(["system", "light", "dark"]);

/** What customers change of themselves. An unknown name is an error: it would silently change nothing. */
export const profileChanges = z.strictObject({
  fullName: fullName.optional(),
  locale: locale.optional(),
  timeZone: timeZone.optional(),
  theme: theme.optional(),
});
export type ProfileChanges = z.output<typeof profileChanges>;

export const nameForm = z.object({ fullName });
export const preferencesForm = z.object({ locale, timeZone, theme });
export const themeForm = z.object({ theme });

const part = z.string().trim().max(120, { error: own.faults.tooLong }).default("");
const needed = (message: string) =>
  z.string({ error: message }).trim().min(1, { error: message }).max(120, { error: own.faults.tooLong });
const address = {
  line1: needed(own.faults.line1),
  line2: part,
  suburb: part,
  city: needed(own.faults.city),
  province: part,
  postalCode: part,
  country: z.string({ error: own.faults.country }).regex(/^[A-Z]{2}$/, { error: own.faults.country }),
};
const mark = z.literal("on").optional();

/** The form of an address. */
export const addressForm = z
  .object({
    key: z.string().min(1).max(100),
    id: z.union([z.literal(""), z.uuid()]).default(""),
    expectedVersion: z.coerce.number().int().min(1).optional(),
    label: z.string().trim().max(60, { error: own.faults.tooLong }).default(""),
    isDelivery: mark,
    isBilling: mark,
    ...address,
  })
  .transform(({ key, id, expectedVersion, label, isDelivery, isBilling, ...parts }) => ({
    key,
    input: {
      ...(id && { id, expectedVersion }),
      label,
      address: parts,
      isDelivery: isDelivery === "on",
      isBilling: isBilling === "on",
    },
  }));
export type AddressInput = z.output<typeof addressForm>["input"];

export const removeAddressForm = z.object({ id: z.uuid() });

/** Asks staff to correct what is theirs to change. */
export const correctionForm = z.object({
  key: z.string().min(1).max(100),
  field: z.enum(CORRECTION_FIELDS),
  proposed: z
    .string({ error: own.faults.proposed })
    .trim()
    .min(1, { error: own.faults.proposed })
    .max(2_000, { error: own.faults.tooLong }),
});

/** The form with which a customer asks to become a reseller. */
export const resellerForm = z
  .object({
    key: z.string().min(1).max(100),
    companyName: z
      .string()
      .trim()
      .min(1, { error: own.faults.company })
      .max(200, { error: own.faults.tooLong }),
    registrationNumber: z.string().trim().max(60, { error: own.faults.tooLong }).default(""),
    website: z
      .union([z.literal(""), z.url({ protocol: /^https?$/, error: own.faults.website }).max(300)], {
        error: own.faults.website,
      })
      .default(""),
    plans: z.string().trim().min(1, { error: own.faults.plans }).max(2_000, { error: own.faults.tooLong }),
  })
  .transform(({ key, ...input }) => ({ key, input }));
export type ResellerInput = z.output<typeof resellerForm>["input"];

export const withdrawForm = z.object({ id: z.uuid() });

/** What staff say to an application. */
export const decideResellerForm = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  status: z.enum(["in_review", "more_info", "approved", "declined"]),
  note: z.string().trim().max(2_000, { error: own.faults.tooLong }).default(""),
});
