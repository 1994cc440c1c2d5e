import { sessionParams } from "@/lib/assistant/schema";
import { stopChatAnswer } from "@/lib/assistant/service";
import { customerRoute } from "@/lib/auth/guard";

export const POST = customerRoute({ params: sessionParams, module: "assistant" }, ({ viewer, params }) =>
  stopChatAnswer(viewer, params.id),
);
