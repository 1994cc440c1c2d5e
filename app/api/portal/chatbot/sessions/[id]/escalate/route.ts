import { getChatBrief } from "@/lib/assistant/queries";
import { escalationInput, sessionParams } from "@/lib/assistant/schema";
import { escalateChat } from "@/lib/assistant/service";
import { customerRoute } from "@/lib/auth/guard";

export const GET = customerRoute({ params: sessionParams, module: "assistant" }, ({ viewer, params }) =>
  getChatBrief(viewer, params.id),
);

export const POST = customerRoute(
  { params: sessionParams, body: escalationInput, status: 201, idempotent: true, module: "assistant" },
  ({ viewer, params, body, idempotencyKey }) => escalateChat(viewer, params.id, body, idempotencyKey),
);
