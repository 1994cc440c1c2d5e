import "server-only";
import { z } from "zod";
import { sendTicketMail } from "@/lib/notifications/ticket-mail-service";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ClosingEmailFacts, closingEmail } from "./email";

const WARNINGS = 500;
const CLOSINGS = 200;

const RECOMPUTED = 200;

const recomputePayload = z.object({ id: z.uuid() });
const closingPayload = z.object({ ticketId: z.uuid() });

/**
 * Jobs of this feature. `check_sla` warns of promises that are at risk or broken, `close_resolved_tickets`
 * closes what was resolved long enough ago and reminds people before, `ticket_closing_email` is that reminder;
 * `recompute_sla` gives open tickets the promises of changed policies.
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

  async recompute_sla(payload) {
    const { id } = recomputePayload.parse(payload);
    for (;;) {
      const done = unwrap(await createAdminClient().rpc("recompute_sla", { p_id: id, p_limit: RECOMPUTED }));
      if (!done.ok) throw new Error(`recompute_sla: ${done.error.code}`);
      if ((done.value as { finished: boolean }).finished) return;
    }
  },

  async ticket_closing_email(payload) {
    const { ticketId } = closingPayload.parse(payload);
    const found = unwrap(await createAdminClient().rpc("get_closing_email", { p_ticket_id: ticketId }));
    if (!found.ok) throw new Error(`get_closing_email: ${found.error.code}`);
    const facts = found.value as unknown as ClosingEmailFacts | null;
    // Somebody reopened or closed it in the meantime.
    if (!facts) return;
    const key = `closing.${ticketId}.${Date.parse(facts.closesAt)}`;
    const letter = {
      key,
      template: "ticket_closing",
      dedupe: `ticket_closing:${key}`,
      job: { kind: "ticket_closing_email", payload: { ticketId } },
    };
    await sendTicketMail(facts, letter, (reader) => closingEmail(facts, getEnv().siteUrl, reader));
  },
};
