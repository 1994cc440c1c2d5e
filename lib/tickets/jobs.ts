import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const draftPayload = z.object({ draftId: z.uuid() });
const snoozePayload = z.object({ ticketId: z.uuid() });

/**
 * Jobs of this feature. `send_draft` sends a message whose ten seconds are over, also when nobody has the page open;
 * `wake_ticket` brings back a ticket whose time has come.
 */
export const ticketJobs: JobHandlers = {
  async send_draft(payload) {
    const { draftId } = draftPayload.parse(payload);
    const sent = unwrap(await createAdminClient().rpc("send_due_draft", { p_draft_id: draftId }));
    if (!sent.ok) throw new Error(`send_due_draft: ${sent.error.code}`);
  },
  async wake_ticket(payload) {
    const { ticketId } = snoozePayload.parse(payload);
    const woken = unwrap(await createAdminClient().rpc("wake_ticket", { p_ticket_id: ticketId }));
    if (!woken.ok) throw new Error(`wake_ticket: ${woken.error.code}`);
  },
};
