import "server-only";
import { z } from "zod";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import {
  type ReplyEmailFacts,
  replyEmail,
  TICKET_EMAIL_KINDS,
  type TicketEmailFacts,
  ticketEmail,
} from "@/lib/tickets/email";
import { deliverDue } from "./outbox-service";
import { sendTicketMail } from "./ticket-mail-service";

const replyPayload = z.object({ messageId: z.uuid() });
const ticketPayload = z.object({ ticketId: z.uuid(), kind: z.enum(TICKET_EMAIL_KINDS), eventId: z.uuid() });

/**
 * Jobs of this feature. `deliver_notifications` empties the outbox of what is due. `ticket_reply_email` tells a
 * ticket's customer that staff answered, `ticket_email` that their message arrived, or that the ticket was opened
 * for them, resolved or cancelled.
 */
export const notificationJobs: JobHandlers = {
  deliver_notifications: () => deliverDue(),

  async ticket_reply_email(payload) {
    const { messageId } = replyPayload.parse(payload);
    // Beyond anybody's rights: it reads whom the answer is for, and speaks for the portal.
    const found = unwrap(await createAdminClient().rpc("get_reply_email", { p_message_id: messageId }));
    if (!found.ok) throw new Error(`get_reply_email: ${found.error.code}`);
    const facts = found.value as unknown as ReplyEmailFacts | null;
    if (!facts) return;
    const letter = {
      key: `reply.${messageId}`,
      template: "ticket_reply",
      dedupe: `ticket_reply:${messageId}`,
      job: { kind: "ticket_reply_email", payload: { messageId } },
    };
    await sendTicketMail(facts, letter, (reader) => replyEmail(facts, getEnv().siteUrl, reader));
  },

  async ticket_email(payload) {
    const { ticketId, kind, eventId } = ticketPayload.parse(payload);
    const found = unwrap(
      await createAdminClient().rpc("get_ticket_email", { p_ticket_id: ticketId, p_kind: kind }),
    );
    if (!found.ok) throw new Error(`get_ticket_email: ${found.error.code}`);
    const facts = found.value as unknown as TicketEmailFacts | null;
    if (!facts) return;
    const letter = {
      key: `${kind}.${eventId}`,
      template: `ticket_${kind}`,
      dedupe: `ticket_${kind}:${eventId}`,
      job: { kind: "ticket_email", payload: { ticketId, kind, eventId } },
    };
    await sendTicketMail(facts, letter, (reader) => ticketEmail(kind, facts, getEnv().siteUrl, reader));
  },
};
