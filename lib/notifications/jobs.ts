import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ReplyEmailFacts, replyEmail } from "@/lib/tickets/email";

const replyPayload = z.object({ messageId: z.uuid() });

/** Jobs of this feature. `ticket_reply_email` tells a ticket's customer that staff answered. */
export const notificationJobs: JobHandlers = {
  async ticket_reply_email(payload) {
    const { messageId } = replyPayload.parse(payload);
    // Beyond anybody's rights: it reads whom the answer is for, and speaks for the portal.
    const found = unwrap(await createAdminClient().rpc("get_reply_email", { p_message_id: messageId }));
    if (!found.ok) throw new Error(`get_reply_email: ${found.error.code}`);
    const facts = found.value as unknown as ReplyEmailFacts | null;
    if (!facts) return;
    const { siteUrl } = getEnv();
    const email = replyEmail(facts, siteUrl);
    const failures: string[] = [];
    for (const { email: address } of facts.recipients) {
      const sent = await sendMail({
        ...email,
        to: address,
        template: "ticket_reply",
        dedupeKey: `ticket_reply:${messageId}:${address}`,
        customerId: facts.customerId,
        ticketId: facts.ticketId,
        headers: replyHeaders(messageId, address, facts, new URL(siteUrl).hostname),
      });
      if (!sent.ok) failures.push(sent.error.reason ?? sent.error.code);
    }
    // The next try passes over those who have theirs.
    if (failures.length > 0) throw new Error(`${failures.length} not sent: ${failures.join(", ")}`);
  },
};

/**
 * The same Message-ID at each try, so that a mailbox shows one e-mail even when a server took the first
 * one and failed to say so; the ticket's own id as the thread's root, so that its e-mails stay together.
 */
function replyHeaders(messageId: string, address: string, facts: ReplyEmailFacts, host: string) {
  const recipient = createHash("sha256").update(address).digest("hex").slice(0, 12);
  const thread = `<ticket.${facts.ticketId}@${host}>`;
  return {
    "Message-ID": `<reply.${messageId}.${recipient}@${host}>`,
    "In-Reply-To": thread,
    References: thread,
    "X-Portico-Ticket": facts.number,
    // Out-of-office programs answer people, not us.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  };
}
