import type { ChatTranscript } from "@/lib/assistant/chat-types";
import type { ProposedAction } from "@/lib/assistant/types";
import { type AppError, appError, errorCodeForStatus } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";

const BASE = "/api/portal/chatbot";

/** What a person reads before a ticket is made of the conversation. */
export type Brief = { subject: string; description: string; opensAt: string | null; isOpenNow: boolean };

export type EscalationInput = { subject: string; description: string; category?: string | undefined };

/** A failure without words: the server could not be reached, so the page has to say what that means. */
export const NOT_REACHED: AppError = appError("unavailable", "", { reason: "not_reached" });

/** Asks. The answer is a stream of events; `key` makes asking twice harmless. */
export function postQuestion(
  input: { sessionId: string | null; message: string; replaces: string | null },
  key: string,
  signal: AbortSignal,
): Promise<Response> {
  const { sessionId, message, replaces } = input;
  return fetch(BASE, {
    method: "POST",
    signal,
    headers: {
      "Content-Type": "application/json",
      Accept: "text/event-stream",
      "Idempotency-Key": key,
    },
    body: JSON.stringify({ message, ...(sessionId && { sessionId }), ...(replaces && { replaces }) }),
  });
}

/** A running answer from its beginning, also the part that was written before. */
export function getStream(sessionId: string, messageId: string, signal: AbortSignal): Promise<Response> {
  const query = new URLSearchParams({ messageId });
  return fetch(`${BASE}/sessions/${sessionId}/stream?${query}`, {
    signal,
    headers: { Accept: "text/event-stream" },
  });
}

export const getTranscript = (id: string) => call<ChatTranscript>("GET", `${BASE}/sessions/${id}`);
export const stopAnswer = (id: string) => call<unknown>("POST", `${BASE}/sessions/${id}/stop`, {});
export const getBrief = (id: string) => call<Brief>("GET", `${BASE}/sessions/${id}/escalate`);

export function sendFeedback(id: string, input: { messageId: string; helpful: boolean; reason?: string }) {
  return call<unknown>("POST", `${BASE}/sessions/${id}/feedback`, input);
}

export function escalate(id: string, input: EscalationInput, key: string) {
  return call<{ ticket: { id: string; number: string } }>(
    "POST",
    `${BASE}/sessions/${id}/escalate`,
    input,
    key,
  );
}

export function decide(actionId: string, decision: "confirm" | "decline") {
  return call<ProposedAction>("POST", `${BASE}/actions/${actionId}`, { decision });
}

/** A passage of an article as it stands there. */
export type WholePassage = { id: string; title: string; breadcrumb: string[]; text: string; href: string };

export const getPassage = (id: string) => call<WholePassage>("GET", `/api/portal/knowledge/passages/${id}`);

async function call<T>(method: string, path: string, body?: object, key?: string): Promise<Result<T>> {
  const response = await fetch(path, {
    method,
    headers: {
      ...(body && { "Content-Type": "application/json" }),
      ...(key && { "Idempotency-Key": key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response) return err(NOT_REACHED);
  if (!response.ok) return err(await failureOf(response));
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  return ok((answer as { data: T } | null)?.data as T);
}

/** What an answer with an error says. */
export async function failureOf(response: Response): Promise<AppError> {
  const answer = (await response.json().catch(() => null)) as { error?: AppError } | null;
  return answer?.error ?? appError(errorCodeForStatus(response.status), "");
}
