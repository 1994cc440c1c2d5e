import "server-only";
import type { Email } from "@/lib/email/render";
import { replyAddress } from "@/lib/mailbox/reply-address";
import { threadHeaders } from "@/lib/mailbox/thread-headers";
import { getEnv } from "@/lib/platform/env";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { EmailRecipient } from "@/lib/tickets/email";
import { unsubscribeHeaders } from "./unsubscribe";

type Facts = { ticketId: string; number: string; customerId: string; recipients: EmailRecipient[] };

type Letter = {
  /** Begins the message id of each copy. */
  key: string;
  template: string;
  /** What makes it the same e-mail when the job runs again. */
  dedupe: string;
  /** The job that is looked at again for whoever is not to be disturbed now. */
  job: { kind: string; payload: Json };
};

/**
 * An e-mail about a ticket: a copy for each recipient, with a reply address and a thread of their own. Whoever has
 * quiet hours gets theirs afterwards. Throws when some were not sent; the next try passes over those who have theirs.
 */
export async function sendTicketMail(
  { ticketId, number, customerId, recipients }: Facts,
  { key, template, dedupe, job }: Letter,
  write: (reader: EmailRecipient & { canReply: boolean }) => Promise<Email>,
): Promise<void> {
  const { siteUrl, replyDomain, inboundEmailSecrets: secrets } = getEnv();
  const failures: string[] = [];
  for (const recipient of recipients.filter(({ notBefore }) => notBefore === null)) {
    const { email: address, thread, unsubscribe } = recipient;
    const sent = await sendMail({
      ...(await write({ ...recipient, canReply: replyDomain !== undefined })),
      to: address,
      replyTo: replyDomain && replyAddress({ secrets, domain: replyDomain }, ticketId, address),
      template,
      dedupeKey: `${dedupe}:${address}`,
      customerId,
      ticketId,
      headers: {
        ...threadHeaders({ key, address, ticketId, number, thread }, new URL(siteUrl).hostname),
        ...unsubscribeHeaders(siteUrl, unsubscribe),
      },
    });
    if (!sent.ok) failures.push(sent.error.reason ?? sent.error.code);
  }
  for (const { notBefore } of recipients) if (notBefore !== null) await postpone(job, notBefore);
  if (failures.length > 0) throw new Error(`${failures.length} not sent: ${failures.join(", ")}`);
}

async function postpone({ kind, payload }: Letter["job"], until: string): Promise<void> {
  // Beyond anybody's rights: the worker keeps its own work for later.
  const kept = unwrap(
    await createAdminClient().rpc("postpone_ticket_email", {
      p_kind: kind,
      p_payload: payload,
      p_until: until,
    }),
  );
  if (!kept.ok) throw new Error(`postpone_ticket_email: ${kept.error.code}`);
}
