import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { type ClaudePort, claude } from "@/lib/platform/claude/client";
import { log } from "@/lib/platform/log";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/assistant-turn.json";
import { type AnswerChannel, openChannel } from "./answer-channel";
import { claimAnswer, finishAnswer, keepSaving } from "./answer-store-service";
import { type AnswerEvents, errorEvent, followAnswer, watchAnswer } from "./follow-service";
import { createAnswer, type GrowingAnswer } from "./growing-answer";
import type { RecentRecord } from "./records";
import type { QuestionInput } from "./schema";
import { offerReason, type Turn } from "./triggers";
import type { OfferReason } from "./types";
import { writeExtractively, writeWithModel } from "./write-service";

/** What `begin_chat_turn` made room for. */
type Begun = { sessionId: string; title: string; questionId: string; messageId: string };

/** What `get_chat_turn` knows about it. */
export type TurnMaterial = {
  restricted: boolean;
  /** Hosts that answers may link to. */
  linkHosts: string[];
  business: string;
  ticket: { id: string; number: string } | null;
  records: RecentRecord[];
  earlier: { title: string; summary: string; at: string }[];
  history: Turn[];
};

/**
 * Takes a question and answers with the events of its answer. The answer is written apart from the request: who
 * leaves finds it again, in another tab too. The same `key` and input lead to the same answer; `conflict` with
 * reason `answer_running` while the one before is being written. `port` is the model; null writes without one.
 */
export async function askAssistant(
  viewer: Viewer,
  { sessionId, message, replaces }: QuestionInput,
  key: string,
  port: ClaudePort | null = claude(),
): Promise<Result<AnswerEvents>> {
  const input = { message, ...(sessionId ? { sessionId } : {}), ...(replaces ? { replaces } : {}) };
  const answer = unwrap(await viewer.db.rpc("begin_chat_turn", { p_key: key, p_input: input }));
  if (!answer.ok) return answer;
  const begun = answer.value as unknown as Begun;
  const material = unwrap(
    await viewer.db.rpc("get_chat_turn", { p_message_id: begun.messageId, p_with_records: port !== null }),
  );
  if (!material.ok) {
    await abandon(begun.messageId);
    return material;
  }
  const turn = material.value as unknown as TurnMaterial;
  // Who restricts processing is answered without a model.
  const model = turn.restricted ? null : port;
  const claimed = await claimAnswer(
    begun.messageId,
    model ? "claude" : "extractive",
    model?.model ?? null,
  ).catch(async (error: unknown) => {
    await abandon(begun.messageId);
    throw error;
  });
  // A retry: the answer is on its way, or here.
  if (claimed === "taken") return followAnswer(viewer, begun.sessionId, begun.messageId);
  const channel = openChannel(begun.messageId);
  const events = watchAnswer(begun.messageId);
  void write(viewer, begun, turn, claimed === "no_budget" ? "no_budget" : model, channel);
  return events ? ok(events) : followAnswer(viewer, begun.sessionId, begun.messageId);
}

/** Nobody writes this answer: the next question need not wait for it. What fails here the sweep makes good. */
async function abandon(messageId: string): Promise<void> {
  await finishAnswer(messageId, {
    status: "failed",
    body: "",
    citations: [],
    answerer: "extractive",
    model: null,
    tokens: 0,
    offer: "unavailable",
    reserved: false,
    support: null,
  }).catch((error: unknown) => log.error({ err: error }, "an answer could not be given up"));
}

/** Writes an answer to its end, whatever happens on the way. */
async function write(
  viewer: Viewer,
  begun: Begun,
  turn: TurnMaterial,
  model: ClaudePort | null | "no_budget",
  channel: AnswerChannel,
): Promise<void> {
  const answer = createAnswer(channel, begun, turn.ticket);
  const stopSaving = keepSaving(begun.messageId, answer.draft, channel.stop);
  try {
    await compose(viewer, turn, model, answer, channel.signal);
  } catch (error) {
    log.error({ err: error }, "an answer could not be written");
    answer.fail(texts.errors.down);
  }
  try {
    await stopSaving();
    const isStopped = channel.signal.aborted;
    const finished = answer.finish(isStopped);
    const kept = await finishAnswer(begun.messageId, finished);
    const failure = answer.failure();
    if (kept === "gone") channel.emit(errorEvent(texts.errors.gone));
    else if (kept === "failed") channel.emit(errorEvent(failure ?? texts.errors.down));
    else {
      const { body, citations } = finished;
      channel.emit({
        event: "done",
        data: { messageId: begun.messageId, status: kept, answer: body, citations },
      });
    }
  } catch (error) {
    // The sweep will mark it as failed.
    log.error({ err: error }, "an answer could not be kept");
    channel.emit(errorEvent(texts.errors.down));
  } finally {
    channel.close();
  }
}

async function compose(
  viewer: Viewer,
  turn: TurnMaterial,
  model: ClaudePort | null | "no_budget",
  answer: GrowingAnswer,
  signal: AbortSignal,
): Promise<void> {
  const question = turn.history.at(-1)?.body ?? "";
  const history = turn.history.slice(0, -1);
  const reason: OfferReason | null = offerReason(question, history);
  if (model === "no_budget") {
    answer.begin("extractive", null);
    answer.text(texts.notice.budget);
    return answer.offer(reason ?? "budget");
  }
  const asked = { viewer, question, history, turn, answer, signal };
  answer.begin(model ? "claude" : "extractive", model?.model ?? null);
  if (reason || turn.ticket) answer.offer(reason);
  return model ? writeWithModel(asked, model) : writeExtractively(asked);
}
