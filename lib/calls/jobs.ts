import "server-only";
import { z } from "zod";
import { claude } from "@/lib/platform/claude/client";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { CALL_EMAIL_KINDS, type CallEmailFacts, callEmail } from "./email";
import { summariseCall } from "./summary-service";

const emailPayload = z.object({
  callId: z.uuid(),
  sequence: z.int().min(0),
  kind: z.enum(CALL_EMAIL_KINDS),
  formerAgentId: z.uuid().optional(),
});
const summaryPayload = z.object({ callId: z.uuid(), version: z.int().min(1) });
const reminderPayload = z.object({ callId: z.uuid(), sequence: z.int().min(0), hours: z.int() });

/**
 * Jobs of this feature. `call_email` sends the calendar entry of a call that was booked, moved or cancelled,
 * `call_reminder` reminds both sides of it, `call_summary` sums its transcript up.
 */
export const callJobs: JobHandlers = {
  async call_email(payload) {
    const { callId, sequence, kind, formerAgentId } = emailPayload.parse(payload);
    // Beyond anybody's rights: it reads whom the call concerns, and speaks for the portal.
    const found = unwrap(
      await createAdminClient().rpc("get_call_email", {
        p_call_id: callId,
        p_kind: kind,
        ...(formerAgentId && { p_former_agent: formerAgentId }),
      }),
    );
    if (!found.ok) throw new Error(`get_call_email: ${found.error.code}`);
    const facts = found.value as unknown as CallEmailFacts | null;
    // It has changed again, and another job tells of that.
    if (!facts || (facts.sequence !== sequence && !formerAgentId)) return;
    const { siteUrl, mailFrom } = getEnv();
    const failures: string[] = [];
    for (const reader of facts.recipients) {
      if (facts.sequence !== sequence && reader.side !== "former_agent") continue;
      const sent = await sendMail({
        ...(await callEmail(kind, facts, reader, { siteUrl, mailFrom })),
        to: reader.email,
        template: `call_${kind}`,
        dedupeKey: `call_email:${callId}:${sequence}:${reader.email}`,
        customerId: facts.customerId,
      });
      if (!sent.ok) failures.push(sent.error.reason ?? sent.error.code);
    }
    // The next try passes over those who have theirs.
    if (failures.length > 0) throw new Error(`${failures.length} not sent: ${failures.join(", ")}`);
  },

  async call_reminder(payload) {
    const { callId, sequence, hours } = reminderPayload.parse(payload);
    const reminded = unwrap(
      await createAdminClient().rpc("remind_of_call", {
        p_call_id: callId,
        p_sequence: sequence,
        p_hours: hours,
      }),
    );
    if (!reminded.ok) throw new Error(`remind_of_call: ${reminded.error.code}`);
  },

  async call_summary(payload) {
    const done = await summariseCall(summaryPayload.parse(payload), {
      db: createAdminClient(),
      claude: claude(),
    });
    if (!done.ok) throw new Error(`call_summary: ${done.error.code}`);
  },
};
