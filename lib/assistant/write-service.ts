import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { ClaudePort } from "@/lib/platform/claude/client";
import type { ClaudeFailure, ClaudeFault } from "@/lib/platform/claude/errors";
import { getEnv } from "@/lib/platform/env";
import texts from "@/messages/en/assistant-turn.json";
import { answerLinks } from "./answer-links";
import type { TurnMaterial } from "./answer-service";
import { createAnswerWriter } from "./answer-writer";
import { isStrangeQuestion } from "./claim-words";
import { checkClaims } from "./claims";
import { answerExtractively } from "./extractive";
import type { GrowingAnswer } from "./growing-answer";
import { answerWithModel, type ModelOutcome, tokensOf } from "./model-service";
import { recordSource } from "./records";
import { createSafeStream, safeMarkdown } from "./safe-markdown";
import type { ToolContext } from "./tools/types";
import type { Turn } from "./triggers";
import type { Source } from "./types";

export type Asked = {
  viewer: Viewer;
  question: string;
  history: readonly Turn[];
  turn: TurnMaterial;
  answer: GrowingAnswer;
  signal: AbortSignal;
};

/** What the model does not answer over is no reason to leave a customer without: the portal answers instead. */
const OUTAGES: readonly ClaudeFault[] = ["overloaded", "rate_limited", "down", "timeout"];

const FAILURES: Record<ClaudeFault, string> = {
  overloaded: texts.errors.busy,
  rate_limited: texts.errors.busy,
  timeout: texts.errors.timeout,
  refused: texts.errors.refused,
  truncated: texts.errors.truncated,
  malformed: texts.errors.down,
  down: texts.errors.down,
  aborted: texts.errors.down,
};

/** The answer of the model, as far as it is supported; of the portal itself when the model is away. */
export async function writeWithModel(asked: Asked, port: ClaudePort): Promise<void> {
  const { viewer, question, history, turn, answer, signal } = asked;
  const sources = new Map<string, Source>();
  const { locale, timeZone } = viewer;
  const clock = { now: new Date(), timeZone };
  const isStrict = isStrangeQuestion(question);
  const links = answerLinks(getEnv().siteUrl, turn.linkHosts, sources);
  const safe = createSafeStream(links);
  const show = (text: string) => text && answer.text(text);
  const writer = createAnswerWriter(
    sources,
    (sentence, citations) =>
      checkClaims({ text: sentence, citations }, [...sources.values()], locale, { clock, isStrict })
        .supported,
    { onText: (text) => show(safe.push(text)), onCitation: answer.cite, isStrict },
  );
  let hasProposed = false;
  const outcome = await answerWithModel({
    port,
    business: turn.business,
    question,
    history: history.filter(({ status }) => status !== "failed"),
    facts: { now: new Date(), locale, timeZone, earlier: turn.earlier },
    records: turn.records.map((record) => recordSource(record, { locale, timeZone })),
    context: contextOf(asked, port.model),
    sources,
    writer,
    signal,
    onTool: (step) => {
      hasProposed ||= step.action !== undefined;
      answer.tool(step);
    },
  });
  answer.cost(tokensOf(outcome.usage), supportOf(outcome, writer.citations));
  if (signal.aborted) return;
  if (outcome.failure) {
    show(safe.end());
    return failOver(asked, outcome.failure);
  }
  writer.finish();
  show(safe.end());
  if (writer.withheld > 0) {
    answer.withhold(safeMarkdown(writer.body, links), texts.notice.withheld);
    answer.offer("unsupported");
  } else if (writer.body === "" && !hasProposed) answer.text(texts.notice.notFound);
  const isEmpty = writer.body === "" || (outcome.calls.length > 0 && writer.citations.length === 0);
  if (isEmpty && !hasProposed) answer.offer("not_found");
}

/** An outage before a word was said is bridged; everything else is told, with what has come until then. */
async function failOver(asked: Asked, { kind }: ClaudeFailure): Promise<void> {
  const { answer } = asked;
  if (!OUTAGES.includes(kind) || answer.draft().body !== "") return answer.fail(FAILURES[kind]);
  answer.offer("unavailable");
  answer.begin("extractive", null);
  answer.text(`${texts.notice.outage}\n\n`);
  return writeExtractively(asked);
}

/** The answer of the portal itself: what it finds, quoted. No model has a part in it. */
export async function writeExtractively(asked: Asked): Promise<void> {
  const { question, history, answer, signal } = asked;
  const writing = answerExtractively(question, history, contextOf(asked, "extractive"));
  for (;;) {
    const { done, value } = await writing.next();
    if (signal.aborted) return;
    if (done) return answer.cost(0, value.support);
    if (value.event === "delta") answer.text(value.data.text);
    else if (value.event === "citation") answer.cite(value.data);
    else if (value.event === "tool") answer.tool(value.data);
    else answer.offer(value.data.reason);
  }
}

function contextOf({ viewer, turn, answer }: Asked, reader: string): ToolContext {
  const { sessionId, messageId } = answer;
  const { locale, timeZone } = viewer;
  return { viewer, sessionId, messageId, locale, timeZone, restricted: turn.restricted, reader };
}

/** How the help centre did, when it was asked: cited, found and not cited, or nothing there. */
function supportOf({ calls }: ModelOutcome, citations: readonly { kind: string }[]) {
  const searches = calls.filter(({ name }) => name === "search_help");
  if (searches.length === 0) return null;
  if (citations.some(({ kind }) => kind === "article")) return "good";
  return searches.some(({ sources }) => sources > 0) ? "weak" : "none";
}
