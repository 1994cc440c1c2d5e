import "server-only";
import { createHash } from "node:crypto";
import { createTranslator } from "next-intl";
import { z } from "zod";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { sendWhatsApp } from "@/lib/platform/whatsapp";
import texts from "@/messages/en/auth.json";

const payload = z.object({ userId: z.uuid(), kind: z.enum(["email", "phone"]), old: z.string().max(320) });

const t = createTranslator({ locale: "en", messages: texts, namespace: "letters" });

/**
 * Jobs of this feature. `contact_changed` tells the old e-mail address or phone number that it was replaced: where
 * somebody else did it, that is the last place where its owner hears of it.
 */
export const authJobs: JobHandlers = {
  async contact_changed(input) {
    const { userId, kind, old } = payload.parse(input);
    const found = unwrap(
      await createAdminClient()
        .from("portal_users")
        .select("full_name, customer_id")
        .eq("id", userId)
        .maybeSingle(),
    );
    if (!found.ok) throw new Error(`portal_users: ${found.error.code}`);
    // Gone meanwhile, and what was theirs with them.
    if (!found.value) return;
    const { full_name: name, customer_id: customerId } = found.value;
    const { siteUrl, whatsapp } = getEnv();
    const dedupeKey = `contact_changed:${kind}:${userId}:${createHash("sha256").update(old).digest("hex").slice(0, 16)}`;
    const text = t(`contactChanged.${kind}`, { name, site: siteUrl });
    const to = customerId ? { customerId } : {};
    const sent =
      kind === "email"
        ? await sendMail({
            to: old,
            subject: t("contactChanged.subject"),
            text,
            template: "contact_changed",
            dedupeKey,
            ...to,
          })
        : await sendWhatsApp({
            to: old,
            template: { name: "security_notice", language: whatsapp.language, parameters: [text] },
            preview: text,
            dedupeKey,
            userId,
            kind: "notice",
            ...to,
          });
    // A number that takes no messages will not take the next one either.
    if (!sent.ok && sent.error.code !== "invalid_request")
      throw new Error(sent.error.reason ?? sent.error.code);
  },
};
