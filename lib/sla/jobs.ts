import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ClosingEmailFacts, closingEmail } from "./email";

const WARNINGS = 500;
const CLOSINGS = 200;

const closingPayload = z.object({ ticketId: z.uuid() });

/**
 * Jobs of this feature. `check_sla` warns of promises that are at risk or broken, `close_resolved_tickets`
 * closes what was resolved long enough ago and reminds people before, `ticket_closing_email` is that reminder.
 */
export const slaJobs: JobHandlers = {
  async check_sla() {
    for (;;) {
      const checked = unwrap(await createAdminClient().rpc("check_sla", { p_limit: WARNINGS }));
      if (!checked.ok) throw new Error(`check_sla: ${checked.error.code}`);
      if ((checked.value as { seen: number }).seen < WARNINGS) return;
    }
  },

  async close_resolved_tickets() {
    for (;;) {
      const done = unwrap(await createAdminClient().rpc("close_resolved_tickets", { p_limit: CLOSINGS }));
      if (!done.ok) throw new Error(`close_resolved_tickets: ${done.error.code}`);
      const { closed, reminded } = done.value as { closed: number; reminded: number };
      if (closed < CLOSINGS && reminded < CLOSINGS) return;
    }
  },

  async ticket_closing_email(payload) {
    const { ticketId } = closingPayload.parse(payload);
    const found = unwrap(await createAdminClient().rpc("get_closing_email", { p_ticket_id: ticketId }));
    if (!found.ok) throw new Error(`get_closing_email: ${found.error.code}`);
    const facts = found.value as unknown as ClosingEmailFacts | null;
    // Somebody reopened or closed it in the meantime.
    if (!facts) return;
    const { siteUrl } = getEnv();
    const failures: string[] = [];
    for (const { email: address, locale } of facts.recipients) {
      const sent = await sendMail({
        ...closingEmail(facts, siteUrl, locale),
        to: address,
        template: "ticket_closing",
        dedupeKey: `ticket_closing:${ticketId}:${facts.closesAt}:${address}`,
        customerId: facts.customerId,
        ticketId,
        headers: headersOf(facts, address, new URL(siteUrl).hostname),
      });
      if (!sent.ok) failures.push(sent.error.reason ?? sent.error.code);
    }
    if (failures.length > 0) throw new Error(`${failures.length} not sent: ${failures.join(", ")}`);
  },
};

/** The same Message-ID at each try; in the thread of the ticket's other e-mails. */
function headersOf({ ticketId, number, closesAt }: ClosingEmailFacts, address: string, host: string) {
  const copy = createHash("sha256").update(`${closesAt} ${address}`).digest("hex").slice(0, 12);
  const thread = `<ticket.${ticketId}@${host}>`;
  return {
    "Message-ID": `<closing.${ticketId}.${copy}@${host}>`,
    "In-Reply-To": thread,
    References: thread,
    "X-Portico-Ticket": number,
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  };
}
