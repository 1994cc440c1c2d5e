import { customerRoute } from "@/lib/auth/guard";
import { ticketParams } from "@/lib/tickets/schema";
import { answerInput } from "@/lib/triage/schema";
import { judgeAnswer } from "@/lib/triage/service";

export const POST = customerRoute({ params: ticketParams, body: answerInput }, ({ viewer, params, body }) =>
  judgeAnswer(viewer, params.id, body),
);
