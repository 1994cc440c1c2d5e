import { z } from "zod";
import texts from "../../messages/en/integrations.json" with { type: "json" };

/** What no text in PostgreSQL can hold, or nobody can read: control characters, halves of surrogate pairs. */
const UNSTORABLE = /(?![\t\n])\p{Cc}|\p{Surrogate}/gu;
const EMAIL = /^[^\s@<>()",;:]{1,64}@[^\s@<>()",;:]{1,255}$/;

const clean = (text: string) => text.replaceAll("\r\n", "\n").replace(UNSTORABLE, "").trim();

/** Text of 1 to `max` characters as PostgreSQL counts them. */
export function text(max: number) {
  return z
    .string()
    .transform(clean)
    .pipe(z.string().min(1))
    .refine((value) => value.length <= max || Array.from(value).length <= max, {
      params: { tooLong: max },
    });
}

/** Text that may be empty. Absent, `null` and `""` are the same. */
export function optionalText(max: number) {
  return z
    .string()
    .transform(clean)
    .refine((value) => value.length <= max || Array.from(value).length <= max, {
      params: { tooLong: max },
    })
    .transform((value) => value || null)
    .nullish();
}

export const externalId = text(200);

export const email = z
  .string()
  .transform((value) => clean(value).toLowerCase())
  .pipe(z.string().max(320).regex(EMAIL));
export const optionalEmail = z.preprocess((value) => (value === "" ? null : value), email.nullish());

/** Minor units. `{ amount, currency }` has been unfolded by then. */
export const amount = z.int({ error: texts.faults.money }).min(0).max(Number.MAX_SAFE_INTEGER);
export const anyAmount = z
  .int({ error: texts.faults.money })
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

export const currency = z.string().regex(/^[A-Z]{3}$/);
export const quantity = z.int().min(1).max(1_000_000_000);
export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: texts.faults.month });
export const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/);
export const link = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/\S+$/i);
export const timeZone = z.string().max(64).refine(isTimeZone, { error: texts.faults.timeZone });

export const address = z.strictObject({
  name: optionalText(200),
  company: optionalText(200),
  line1: optionalText(200),
  line2: optionalText(200),
  suburb: optionalText(120),
  city: optionalText(120),
  province: optionalText(120),
  postalCode: optionalText(20),
  country: optionalText(60),
  phone: optionalText(32),
});

/** Whom a record is for; the database finds the customer, or makes one of an e-mail address. */
export const customerReference = z
  .strictObject({
    externalId: optionalText(200),
    customerNumber: optionalText(40),
    email: optionalEmail,
    fullName: optionalText(200),
    companyName: optionalText(200),
    phone: optionalText(32),
  })
  .refine((value) => Boolean(value.externalId || value.customerNumber || value.email), {
    error: texts.faults.reference,
  });

/** A list of at least one and at most `max` entries. */
export function list<T extends z.ZodType>(entry: T, max: number) {
  return z.array(entry).min(1).max(max);
}

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are known to Intl, but have no daylight saving.
  if (!/^(UTC$|[A-Za-z_]+\/)/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
