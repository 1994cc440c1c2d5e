import { z } from "zod";
import texts from "@/messages/en/auth.json";

const { faults } = texts;

/** Which session is to end: one of the viewer's own, or none named for all but this one. */
export const endSessionsQuery = z.object({ id: z.uuid().optional() });
export const endSessionsForm = z.object({ id: z.union([z.literal(""), z.uuid()]).default("") });

/** A new password, and the old one. Its own rules need the e-mail address as well: the service knows it. */
export const changePasswordInput = z.object({
  currentPassword: z
    .string({ error: faults.passwordMissing })
    .min(1, { error: faults.passwordMissing })
    .max(1_000, { error: faults.passwordMissing }),
  password: z.string({ error: faults.too_short }).min(1, { error: faults.too_short }).max(1_000, { error: faults.too_long }),
});
