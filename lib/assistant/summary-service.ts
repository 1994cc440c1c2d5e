import "server-only";
import { z } from "zod";
import { type ClaudePort, claude } from "@/lib/platform/claude/client";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { tokensOf } from "./model-service";
import { SUMMARY_PROMPT, summaryRequest } from "./summary-prompt";

const AT_ONCE = 5;
const MOST_TOKENS = 400;
/** A job holds up others meanwhile. */
const DEADLINE_MS = 20_000;

const written = z.object({ summary: z.string().min(1).max(2_000) });

type Chat = {
  id: string;
  title: string;
  seenAt: string;
  messages: { role: "user" | "assistant"; body: string }[];
};

/**
 * For the worker: what conversations that have come to rest were about and came to, in a model's words, for the next
 * one to know. Without a model they keep their extract, which is also what stays where the model fails.
 */
export async function summariseChats(port: ClaudePort | null = claude()): Promise<void> {
  if (!port) return;
  const db = createAdminClient();
  const found = unwrap(await db.rpc("chats_to_summarise", { p_reader: port.triageModel, p_limit: AT_ONCE }));
  if (!found.ok) throw new Error(`chats_to_summarise: ${found.error.code}`);
  for (const chat of found.value as unknown as Chat[]) {
    const answer = await port.ask({
      schema: written,
      system: SUMMARY_PROMPT,
      messages: [{ role: "user", content: summaryRequest(chat) }],
      max_tokens: MOST_TOKENS,
      effort: "low",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const kept = unwrap(
      await db.rpc("keep_chat_summary", {
        p_id: chat.id,
        p_seen_at: chat.seenAt,
        // Nothing is kept of nothing, and what was set aside for it is given back.
        p_summary: answer.ok ? answer.value.value.summary : "",
        p_tokens: answer.ok ? tokensOf(answer.value.usage) : 0,
      }),
    );
    if (!kept.ok) log.error({ code: kept.error.code }, "a conversation's summary could not be kept");
    // It is down for the others too; they are asked for again in an hour.
    if (!answer.ok && answer.error.kind !== "malformed" && answer.error.kind !== "refused") return;
  }
}
