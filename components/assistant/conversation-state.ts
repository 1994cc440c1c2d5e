import type { ChatMessage, ChatSession, ChatTranscript } from "@/lib/assistant/chat-types";
import { NO_ANSWER, type RunningAnswer } from "@/lib/assistant/stream";
import type { AppError } from "@/lib/core/errors";

/** A question whose answer is being written. */
type Running = {
  question: string;
  /** The question that this one takes the place of. */
  replaces: string | null;
  answer: RunningAnswer;
  /** The connection is gone, and the answer goes on without us. */
  isLost: boolean;
};

/** A question that could not be asked. With the same key it can be asked again without being asked twice. */
type Failed = { question: string; replaces: string | null; key: string; error: AppError };

export type ConversationState = {
  session: ChatSession | null;
  messages: readonly ChatMessage[];
  running: Running | null;
  failed: Failed | null;
};

/** What the server kept; an answer that is still being written is one that runs here too. */
export function stateOf(transcript: ChatTranscript | null): ConversationState {
  if (!transcript) return { session: null, messages: [], running: null, failed: null };
  const { messages, ...session } = transcript;
  const last = messages.at(-1);
  if (last?.role !== "assistant" || last.status !== "streaming") {
    return { session, messages, running: null, failed: null };
  }
  const question = messages.at(-2);
  const before = messages.slice(0, question?.role === "user" ? -2 : -1);
  const answer: RunningAnswer = {
    ...NO_ANSWER,
    sessionId: session.id,
    messageId: last.id,
    title: session.title,
    answerer: last.answerer,
    text: last.body,
    citations: last.citations,
    actions: last.actions,
  };
  const running = { question: question?.body ?? "", replaces: null, answer, isLost: false };
  return { session, messages: before, running, failed: null };
}

/** The conversation up to a question that is asked anew. */
export function withoutTurn(
  messages: readonly ChatMessage[],
  questionId: string | null,
): readonly ChatMessage[] {
  const at = messages.findIndex((one) => one.id === questionId);
  return at < 0 ? messages : messages.slice(0, at);
}

/** A turn that has ended, until the server's own words about it are here. */
export function asMessages({ question, answer }: Running): ChatMessage[] {
  const base = {
    citations: [],
    answerer: null,
    offer: null,
    feedback: null,
    actions: [],
    createdAt: new Date().toISOString(),
  };
  return [
    { ...base, id: `asked-${answer.messageId}`, role: "user", body: question, status: "complete" },
    {
      ...base,
      id: answer.messageId ?? "answered",
      role: "assistant",
      body: answer.text,
      status: answer.status === "streaming" ? "failed" : answer.status,
      citations: answer.citations,
      answerer: answer.answerer,
      offer: answer.offer?.reason ?? null,
      actions: answer.actions,
    },
  ];
}
