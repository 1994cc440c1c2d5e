import { eventStream, wantsJson, wholeAnswer } from "@/lib/assistant/answer-response";
import { askAssistant } from "@/lib/assistant/answer-service";
import { questionInput } from "@/lib/assistant/schema";
import { customerRoute } from "@/lib/auth/guard";

export const POST = customerRoute(
  { body: questionInput, idempotent: true, module: "assistant" },
  async ({ viewer, body, idempotencyKey, request }) => {
    const asked = await askAssistant(viewer, body, idempotencyKey);
    if (!asked.ok) return asked;
    return wantsJson(request.headers) ? wholeAnswer(asked.value) : eventStream(asked.value);
  },
);
