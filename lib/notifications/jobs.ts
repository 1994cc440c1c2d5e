import "server-only";
import { z } from "zod";
import { replyAddress } from "@/lib/mailbox/reply-address";
import { threadHeaders } from "@/lib/mailbox/thread-headers";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import {
  type Email,
  type EmailRecipient,
  type ReplyEmailFacts,
  replyEmail,
  TICKET_EMAIL_KINDS,
  type TicketEmailFacts,
  ticketEmail,
} from "@/lib/tickets/email";

const replyPayload = z.object({ messageId: z.uuid() });
const ticketPayload = z.object({ ticketId: z.uuid(), kind: z.enum(TICKET_EMAIL_KINDS), eventId: z.uuid() });

/**
 * Jobs of this feature. `ticket_reply_email` tells a ticket's customer that staff answered, `ticket_email`
 * that their message arrived, or that the ticket was opened for them, resolved or cancelled.
 */
export const notificationJobs: JobHandlers = {
  async ticket_reply_email(payload) {
    const { messageId } = replyPayload.parse(payload);
    // Beyond anybody's rights: it reads whom the answer is for, and speaks for the portal.
    const found = unwrap(await createAdminClient().rpc("get_reply_email", { p_message_id: messageId }));
    if (!found.ok) throw new Error(`get_reply_email: ${found.error.code}`);
    const facts = found.value as unknown as ReplyEmailFacts | null;
    if (!facts) return;
    await sendToAll(facts, { template: "ticket_reply", key: `reply.${messageId}`, id: messageId }, (reader) =>
      replyEmail(facts, getEnv().siteUrl, reader),
    );
  },

  async ticket_email(payload) {
    const { ticketId, kind, eventId } = ticketPayload.parse(payload);
    const found = unwrap(
      await createAdminClient().rpc("get_ticket_email", { p_ticket_id: ticketId, p_kind: kind }),
    );
    if (!found.ok) throw new Error(`get_ticket_email: ${found.error.code}`);
    const facts = found.value as unknown as TicketEmailFacts | null;
    if (!facts) return;
    await sendToAll(facts, { template: `ticket_${kind}`, key: `${kind}.${eventId}`, id: eventId }, (reader) =>
      ticketEmail(kind, facts, getEnv().siteUrl, reader),
    );
  },
};

type Facts = { ticketId: string; number: string; customerId: string; recipients: EmailRecipient[] };
/** `key` begins the message id of each copy, `id` is what the e-mail is about. */
type Letter = { template: string; key: string; id: string };

/** A copy for each recipient, with a reply address and a thread of their own. */
async function sendToAll(
  { ticketId, number, customerId, recipients }: Facts,
  { template, key, id }: Letter,
  write: (reader: { canReply: boolean; hasAccount: boolean }) => Email,
): Promise<void> {
  const { siteUrl, replyDomain, inboundEmailSecrets: secrets } = getEnv();
  const failures: string[] = [];
  for (const { email: address, hasAccount, thread } of recipients) {
    const sent = await sendMail({
      ...write({ canReply: replyDomain !== undefined, hasAccount }),
      to: address,
      replyTo: replyDomain && replyAddress({ secrets, domain: replyDomain }, ticketId, address),
      template,
      dedupeKey: `${template}:${id}:${address}`,
      customerId,
      ticketId,
      headers: threadHeaders({ key, address, ticketId, number, thread }, new URL(siteUrl).hostname),
    });
    if (!sent.ok) failures.push(sent.error.reason ?? sent.error.code);
  }
  // The next try passes over those who have theirs.
  if (failures.length > 0) throw new Error(`${failures.length} not sent: ${failures.join(", ")}`);
}
