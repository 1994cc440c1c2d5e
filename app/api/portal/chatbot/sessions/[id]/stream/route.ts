import { eventStream } from "@/lib/assistant/answer-response";
import { followAnswer } from "@/lib/assistant/follow-service";
import { sessionParams, streamQuery } from "@/lib/assistant/schema";
import { customerRoute } from "@/lib/auth/guard";

export const GET = customerRoute(
  { params: sessionParams, query: streamQuery, module: "assistant" },
  async ({ viewer, params, query }) => {
    const followed = await followAnswer(viewer, params.id, query.messageId);
    return followed.ok ? eventStream(followed.value) : followed;
  },
);
