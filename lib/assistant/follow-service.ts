import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { log } from "@/lib/platform/log";
import { currentRequestId } from "@/lib/platform/request-context";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/assistant-turn.json";
import { findChannel } from "./answer-channel";
import type { AnswerEvent, Answerer, AnswerStatus, Citation, OfferReason } from "./types";

/** Calls with each event of an answer, from its beginning, and with null once there are no more. */
export type AnswerEvents = (listener: (event: AnswerEvent | null) => void) => () => void;

const POLL_MS = 400;

type Row = {
  id: string;
  session_id: string;
  body: string;
  status: AnswerStatus;
  citations: Citation[];
  answerer: Answerer | null;
  offer_reason: OfferReason | null;
  session: { title: string; ticket: { id: string; number: string } | null };
};

const COLUMNS =
  "id, session_id, body, status, citations, answerer, offer_reason, session:chatbot_sessions!inner(title, ticket:support_tickets(id, number))";

/**
 * An answer from its beginning, wherever it is being written: here, in another process, or long since.
 * `not_found` for what is not the viewer's own.
 */
export async function followAnswer(
  viewer: Viewer,
  sessionId: string,
  messageId: string,
): Promise<Result<AnswerEvents>> {
  const row = await readRow(viewer, sessionId, messageId);
  if (!row.ok) return row;
  const channel = findChannel(messageId);
  if (channel) return ok((listener) => endingWith(listener, channel.subscribe));
  return ok((listener) => poll(viewer, row.value, listener));
}

/** An answer that this process writes, of which the caller knows that it may be read. */
export function watchAnswer(messageId: string): AnswerEvents | null {
  const channel = findChannel(messageId);
  return channel && ((listener) => endingWith(listener, channel.subscribe));
}

function endingWith(
  listener: (event: AnswerEvent | null) => void,
  subscribe: (listener: (event: AnswerEvent) => void) => () => void,
): () => void {
  let isOver = false;
  return subscribe((event) => {
    if (isOver) return;
    listener(event);
    isOver = isEnd(event);
    if (isOver) listener(null);
  });
}

function isEnd({ event }: AnswerEvent): boolean {
  return event === "done" || event === "error";
}

async function readRow(viewer: Viewer, sessionId: string, messageId: string): Promise<Result<Row>> {
  const answer = unwrap(
    await viewer.db
      .from("chatbot_messages")
      .select(COLUMNS)
      .eq("id", messageId)
      .eq("session_id", sessionId)
      .eq("role", "assistant")
      .eq("user_id", viewer.id)
      .maybeSingle(),
  );
  if (!answer.ok) return answer;
  if (!answer.value) return err(appError("not_found", texts.errors.gone));
  return ok(answer.value as unknown as Row);
}

/** Reads the row until it is over: what another process writes is seen as it is saved. */
function poll(viewer: Viewer, first: Row, listener: (event: AnswerEvent | null) => void): () => void {
  let isLeft = false;
  let told = "";
  let cited = 0;

  function tell(row: Row): boolean {
    if (row.status !== "streaming") {
      for (const event of endOf(row)) listener(event);
      return true;
    }
    // What was let through is never taken back while it grows.
    if (row.body.startsWith(told) && row.body !== told) {
      listener({ event: "delta", data: { text: row.body.slice(told.length) } });
      told = row.body;
    }
    for (const data of row.citations.slice(cited)) listener({ event: "citation", data });
    cited = row.citations.length;
    return false;
  }

  void (async () => {
    listener({
      event: "session",
      data: {
        sessionId: first.session_id,
        messageId: first.id,
        title: first.session.title,
        answerer: first.answerer ?? "extractive",
      },
    });
    let isOver = tell(first);
    while (!isOver && !isLeft) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (isLeft) return;
      const row = await readRow(viewer, first.session_id, first.id);
      // An outage of the database is for the next look.
      if (!row.ok && row.error.code === "unavailable") continue;
      if (!row.ok) {
        listener(errorEvent(texts.errors.gone));
        break;
      }
      isOver = tell(row.value);
    }
    if (!isLeft) listener(null);
  })().catch((error: unknown) => {
    log.error({ err: error }, "an answer could not be followed");
    if (!isLeft) listener(null);
  });
  return () => {
    isLeft = true;
  };
}

function endOf(row: Row): AnswerEvent[] {
  const { id, body, status, citations, offer_reason: reason, session } = row;
  const offer =
    reason || session.ticket
      ? [{ event: "escalated" as const, data: { reason, ticket: session.ticket } }]
      : [];
  if (status === "failed") return [...offer, errorEvent(texts.errors.down)];
  return [...offer, { event: "done", data: { messageId: id, status, answer: body, citations } }];
}

/** What a reader is told when there is no answer. */
export function errorEvent(message: string): AnswerEvent {
  return { event: "error", data: { code: "unavailable", message, requestId: currentRequestId() ?? "" } };
}
