import { feedbackInput, sessionParams } from "@/lib/assistant/schema";
import { rateChatAnswer } from "@/lib/assistant/service";
import { customerRoute } from "@/lib/auth/guard";

export const POST = customerRoute(
  { params: sessionParams, body: feedbackInput, module: "assistant" },
  ({ viewer, params, body }) => rateChatAnswer(viewer, params.id, body),
);
