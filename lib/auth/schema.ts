import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { passwordFault } from "@/lib/core/password";
import texts from "@/messages/en/auth.json";

const { faults } = texts;

/** Numbers without a country code are read as from here. */
const HOME_COUNTRY = "ZA";

/** Lower case, as Supabase Auth keeps addresses. */
const emailInput = z
  .string({ error: faults.email })
  .trim()
  .toLowerCase()
  .max(320, { error: faults.email })
  .pipe(z.email({ error: faults.email }));

/** Read as people write it, kept as E.164; an empty field counts as none. */
const phoneInput = z
  .string({ error: faults.phone })
  .trim()
  .max(40, { error: faults.phone })
  .transform((text, context) => {
    if (text === "") return undefined;
    const phone = parsePhoneNumberFromString(text, HOME_COUNTRY);
    if (phone?.isPossible()) return phone.number as string;
    context.addIssue({ code: "custom", message: faults.phone });
    return z.NEVER;
  })
  .optional();

/** Controls, halves of surrogate pairs, and marks that turn the text around them; the database drops them too. */
const UNWANTED = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu;

/** A name on one line. */
const nameInput = z
  .string({ error: faults.fullName })
  .transform((text) => text.replace(/\s+/gu, " ").replace(UNWANTED, "").trim())
  .refine((text) => text.length >= 1 && text.length <= 200, { error: faults.fullName });

/** As on an order or invoice; which customer it is matters only together with the verified address. */
const customerNumberInput = z
  .string({ error: faults.customerNumber })
  .transform((text) => text.replace(UNWANTED, "").trim() || undefined)
  .refine((text) => text === undefined || text.length <= 40, { error: faults.customerNumber })
  .optional();

/** A password being chosen, by the rules that need no address. */
const newPassword = z.string({ error: faults.too_short }).superRefine((password, context) => {
  const fault = passwordFault(password, "");
  if (fault) context.addIssue({ code: "custom", message: faults[fault] });
});

export const registerInput = z
  .object({
    email: emailInput,
    password: newPassword,
    fullName: nameInput,
    phone: phoneInput,
    customerNumber: customerNumberInput,
    next: z.string().max(2_000).optional(),
  })
  .refine((input) => passwordFault(input.password, input.email) !== "is_email", {
    path: ["password"],
    error: faults.is_email,
  });

const loginInput = z.object({
  email: emailInput,
  password: z
    .string({ error: faults.passwordMissing })
    .min(1, { error: faults.passwordMissing })
    .max(1_000, { error: faults.passwordMissing }),
});

const withoutGaps = (text: string) => text.replace(/[\s-]/g, "").toLowerCase();

/** A code of the authenticator app ("123 456" too), or a recovery code. */
const factorCode = z
  .string({ error: faults.factorCode })
  .max(40, { error: faults.factorCode })
  .transform(withoutGaps)
  .pipe(z.string().regex(/^(\d{6}|[a-z0-9]{12})$/, { error: faults.factorCode }));

/** Signing in by a call. */
export const loginCallInput = loginInput.extend({ code: factorCode.optional() });

/** The step after the password. */
export const factorForm = z.object({ code: factorCode, next: z.string().max(2_000).optional() });

export const startEnrolmentForm = z.object({});

/** The first code of an app. */
export const enrolmentForm = z.object({
  factorId: z.uuid(),
  // Nobody has recovery codes yet.
  code: z
    .string({ error: faults.factorDigits })
    .max(40, { error: faults.factorDigits })
    .transform(withoutGaps)
    .pipe(z.string().regex(/^\d{6}$/, { error: faults.factorDigits })),
});

/** What it takes to change a second factor. Somebody without a password leaves it empty. */
export const factorProofForm = z.object({
  currentPassword: z.string().max(1_000, { error: faults.passwordMissing }).default(""),
  code: factorCode,
});

export const factorResetForm = z.object({ userId: z.uuid() });

/** The sign-in form, whose second button asks for a link instead of a password. */
export const loginFormInput = z.discriminatedUnion("intent", [
  loginInput.extend({ intent: z.literal("password"), next: z.string().max(2_000).optional() }),
  z.object({ intent: z.literal("link"), email: emailInput, next: z.string().max(2_000).optional() }),
]);

export const emailFormInput = z.object({ email: emailInput });

/** What proves that somebody reads an address or a phone: exactly one of the two names it. */
const subject = { email: emailInput.optional(), phone: phoneInput };
const hasOneSubject = (input: { email?: string | undefined; phone?: string | undefined }) =>
  (input.email === undefined) !== (input.phone === undefined);
const oneSubject = { error: faults.emailOrPhone, path: ["email"] };

export const requestOtpInput = z.object(subject).refine(hasOneSubject, oneSubject);

const code = z
  .string({ error: faults.token })
  .trim()
  .regex(/^[\w-]{4,12}$/, { error: faults.token });

export const verifyOtpInput = z
  .object({ ...subject, token: code, code: factorCode.optional() })
  .refine(hasOneSubject, oneSubject);

/** The form that takes the code of a sign-in e-mail. */
export const codeFormInput = z.object({ email: emailInput, code, next: z.string().max(2_000).optional() });

/** A number as people write it in a form beside the country it is of; one that begins with + brings its own. */
const numberOfCountry = z
  .object({
    country: z.string().max(2).default(HOME_COUNTRY),
    phone: z.string({ error: faults.phoneMissing }).trim().max(40, { error: faults.phoneMissing }),
  })
  .transform(({ country, phone: text }, context) => {
    const home = isSupportedCountry(country) ? country : HOME_COUNTRY;
    const phone = parsePhoneNumberFromString(text, home);
    if (phone?.isPossible()) return phone.number as string;
    context.addIssue({ code: "custom", message: faults.phoneMissing, path: ["phone"] });
    return z.NEVER;
  });

/** The form that asks for a code by phone. */
export const phoneFormInput = numberOfCountry.transform((phone) => ({ phone }));

/** The code as it is typed, read out or pasted: "123 456" too. */
const phoneCode = z
  .string({ error: faults.phoneCode })
  .max(20, { error: faults.phoneCode })
  .transform(withoutGaps)
  .pipe(z.string().regex(/^\d{6}$/, { error: faults.phoneCode }));

/** The number as an earlier step gave it back. */
const e164 = z.string().regex(/^\+[1-9]\d{5,14}$/, { error: faults.phoneMissing });

/** The form for a new phone number, with the password that proves who asks; somebody without one leaves it empty. */
export const phoneChangeForm = z
  .object({ currentPassword: z.string().max(1_000).default("") })
  .and(phoneFormInput);

/** The form that takes a code that came by phone. */
export const phoneCodeFormInput = z.object({
  phone: e164,
  code: phoneCode,
  next: z.string().max(2_000).optional(),
});

/** What a link in one of our e-mails can be for; `email` and `invite` are other words for the first two. */
const LINK_TYPES = ["signup", "magiclink", "email_change", "recovery", "email", "invite"] as const;
export type LinkType = (typeof LINK_TYPES)[number];

const tokenHash = z.string().regex(/^[\w-]{20,200}$/);

/** A link as it is opened. What does not fit cannot come from one of our e-mails. */
export const linkQuery = z.object({
  token_hash: tokenHash,
  type: z.enum(LINK_TYPES),
  next: z.string().max(2_000).optional().catch(undefined),
});

export const confirmInput = z.object({
  tokenHash,
  type: z.enum(LINK_TYPES).exclude(["recovery"]),
  next: z.string().max(2_000).optional(),
});

export const resetInput = z.object({ tokenHash, password: newPassword });

export const logoutInput = z.object({ scope: z.enum(["local", "global"]).default("local") });
