import { POST } from "@/app/api/portal/chatbot/route";
import { createEventParser } from "@/lib/assistant/stream";
import type { AnswerEvent, Citation } from "@/lib/assistant/types";
import type { Person } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

type Question = { message: string; sessionId?: string; replaces?: string };

/** The events of a body, in their order. */
export async function eventsOf(response: Response): Promise<AnswerEvent[]> {
  return createEventParser()(`${await response.text()}\n\n`);
}

/** What the events of an answer come to. */
export function summed(events: readonly AnswerEvent[]) {
  const last = <E extends AnswerEvent["event"]>(name: E) =>
    events.findLast((event) => event.event === name)?.data as
      | Extract<AnswerEvent, { event: E }>["data"]
      | undefined;
  const since = events.findLastIndex(({ event }) => event === "session");
  const deltas = events.slice(since).flatMap((event) => (event.event === "delta" ? [event.data.text] : []));
  return {
    session: last("session"),
    text: deltas.join(""),
    done: last("done"),
    error: last("error"),
    offer: last("escalated"),
    citations: events.flatMap((event): Citation[] => (event.event === "citation" ? [event.data] : [])),
    tools: events.flatMap((event) =>
      event.event === "tool" ? [`${event.data.name} ${event.data.status}`] : [],
    ),
  };
}

/** Asks through the route, as a browser does. */
export function post(who: Person, question: Question, options: { key?: string; json?: boolean } = {}) {
  const request = apiRequest("/api/portal/chatbot", {
    body: question,
    bearer: who.token,
    headers: {
      accept: options.json ? "application/json" : "text/event-stream",
      ...(options.key ? { "idempotency-key": options.key } : {}),
    },
  });
  return POST(request, routeContext());
}

/** Asks, and waits for all of the answer. */
export async function ask(who: Person, question: string | Question, options: { key?: string } = {}) {
  const response = await post(who, typeof question === "string" ? { message: question } : question, options);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return summed(await eventsOf(response));
}
