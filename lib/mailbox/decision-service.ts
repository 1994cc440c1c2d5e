import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/mailbox.json";
import type { DecisionInput } from "./decision-schema";
import type { InboundState } from "./types";

/**
 * Says what becomes of an e-mail that waits or was ignored; taking it into a ticket is a job's work.
 * Harmless when repeated. `conflict` with reason `email_decided` or `email_gone`, `validation_failed`
 * for a customer or ticket that does not exist.
 */
export async function decideMail(
  viewer: Viewer,
  { emailId, ...decision }: DecisionInput,
): Promise<Result<{ state: InboundState }>> {
  const answer = unwrap(await viewer.db.rpc("decide_email", { p_id: emailId, p_input: decision }));
  if (answer.ok) return ok(answer.value as unknown as { state: InboundState });
  const { fields } = answer.error;
  if (!fields) return answer;
  return err({
    ...answer.error,
    fields: {
      ...(fields.ticket && { ticket: [texts.desk.decide.ticketUnknown] }),
      ...(fields.customerId && { customerId: [texts.desk.decide.customerRequired] }),
    },
  });
}
