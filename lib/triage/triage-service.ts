import "server-only";
import { JUDGED_LANGUAGES } from "@/lib/assistant/claim-words";
import { checkClaims } from "@/lib/assistant/claims";
import { safeMarkdown } from "@/lib/assistant/safe-markdown";
import { ok, type Result } from "@/lib/core/result";
import { type KnowledgeAnswer, SUPPORT_LEVELS } from "@/lib/knowledge/types";
import type { ClaudePort } from "@/lib/platform/claude/client";
import type { ClaudeFault } from "@/lib/platform/claude/errors";
import { log } from "@/lib/platform/log";
import type { Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { answerBody } from "./answer-body";
import { type Combined, combine, readingOf, supportOf } from "./combine";
import { type LocalGuess, readLocally, sourceOf, summarise } from "./local";
import { TRIAGE_PROMPT_VERSION, triagePrompt } from "./prompt";
import { triageAnswer } from "./schema";
import type { Reading, TriageSubject } from "./types";

/** What the triage of this deployment works with. */
export type TriageTools = {
  /** Acts as the portal itself. */
  db: Db;
  claude: ClaudePort | null;
  /** The business's own classifier; null until one was trained. */
  classify: ((text: string) => LocalGuess) | null;
  /** What a confidence of the model is worth; null until enough of them were judged. */
  calibrate: ((confidence: number) => number) | null;
  search: (query: string) => Promise<KnowledgeAnswer>;
  siteUrl: string;
  /** After so long the model is not waited for. */
  deadlineMs?: number;
  /** When the model is left alone after a failure. */
  pause?: ModelPause;
};

export type Triaged = { stored: boolean; answered: boolean; status?: string; obstacle?: string | null };

/** The worker does one job after the other: no ticket makes the others wait for longer than this. */
const DEADLINE_MS = 20_000;
const PASSAGES = 5;
const MOST_TOKENS = 1_500;
const NOTHING: KnowledgeAnswer = { passages: [], support: "none" };

/**
 * Reads a new ticket and keeps what it found; the database answers the ticket where that is allowed, and ends its
 * waiting in any case. Whatever the model does, the ticket is read locally. `null` when there was nothing to do.
 * Safe to repeat.
 */
export async function triageTicket(ticketId: string, tools: TriageTools): Promise<Result<Triaged | null>> {
  const { db, claude } = tools;
  const reader = claude ? claude.triageModel : "local";
  const found = unwrap(await db.rpc("get_triage", { p_ticket_id: ticketId, p_reader: reader }));
  if (!found.ok) return found;
  if (found.value === null) return ok(null);
  const subject = found.value as unknown as TriageSubject;
  const knowledge = await searched(subject, tools);
  const guess = tools.classify?.(`${subject.subject}\n${subject.description}`) ?? null;
  const local = readLocally(subject, known(guess, subject), knowledge);
  const asked = claude ? await askModel(subject, knowledge, claude, tools) : null;
  const both = combine(local, asked?.reading ?? null, asked?.rawConfidence ?? null);
  const input = record(both, knowledge, tools, {
    model: asked?.model ?? (guess ? "classifier" : "rules"),
    promptVersion: asked?.model ? TRIAGE_PROMPT_VERSION : null,
    fallback: asked?.fault ?? null,
  });
  const kept = unwrap(await db.rpc("record_triage", { p_ticket_id: ticketId, p_input: input }));
  return kept.ok ? ok(kept.value as unknown as Triaged) : kept;
}

/** A help centre that cannot be searched is one that has nothing: the ticket is read all the same. */
async function searched(subject: TriageSubject, { search }: TriageTools): Promise<KnowledgeAnswer> {
  try {
    // What is asked usually stands in the subject; the story around it only dilutes the question.
    let found = await search(subject.subject);
    if (found.support !== "good") {
      const longer = await search(`${subject.subject} ${summarise("", subject.description)}`.trim());
      if (rank(longer) >= rank(found)) found = longer;
    }
    return { passages: found.passages.slice(0, PASSAGES), support: found.support };
  } catch (error) {
    log.warn({ err: error, ticketId: subject.id }, "the help centre could not be searched for a ticket");
    return NOTHING;
  }
}

const rank = ({ support }: KnowledgeAnswer) => SUPPORT_LEVELS.length - SUPPORT_LEVELS.indexOf(support);

/** The classifier may have learned categories that are no longer in use. */
function known(guess: LocalGuess | null, { categories }: TriageSubject): LocalGuess | null {
  const isKnown = (slug: string) => categories.some((one) => one.slug === slug);
  if (!guess || !isKnown(guess.category)) return null;
  return { ...guess, runnersUp: guess.runnersUp.filter(({ category }) => isKnown(category)).slice(0, 3) };
}

type Asked = {
  reading: Reading | null;
  rawConfidence: number | null;
  model: string | null;
  fault: string | null;
};

async function askModel(
  subject: TriageSubject,
  { passages }: KnowledgeAnswer,
  claude: ClaudePort,
  { calibrate, siteUrl, deadlineMs = DEADLINE_MS, pause = modelPause }: TriageTools,
): Promise<Asked> {
  const none = (fault: string): Asked => ({ reading: null, rawConfidence: null, model: null, fault });
  const paused = pause.fault();
  if (paused) return none(paused);
  const { system, content } = triagePrompt(subject, passages);
  const answer = await claude.ask({
    schema: triageAnswer(subject.categories.map(({ slug }) => slug)),
    system,
    messages: [{ role: "user", content }],
    max_tokens: MOST_TOKENS,
    effort: "low",
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (!answer.ok) {
    const { kind, retryAfterSeconds } = answer.error;
    // Nobody but the deadline aborts here.
    const fault = kind === "aborted" ? "timeout" : kind;
    pause.after(fault, retryAfterSeconds);
    return none(fault);
  }
  const { value, model } = answer.value;
  // Its words may come to a customer as they are: no pictures, no HTML, no links but to pages of the portal.
  const policy = { origin: siteUrl, hosts: [] };
  const reply = value.reply && safeMarkdown(value.reply, policy);
  const summary = safeMarkdown(value.summary, policy);
  return {
    reading: readingOf({ ...value, reply, summary }, passages, calibrate),
    rawConfidence: value.confidence,
    model,
    fault: null,
  };
}

function record(
  both: Combined,
  { support, passages }: KnowledgeAnswer,
  { siteUrl }: TriageTools,
  about: { model: string; promptVersion: string | null; fallback: string | null },
) {
  const { reply, citations, language, flags, method } = both;
  const sources = passages.map((passage) => ({ ...sourceOf(passage), text: passage.text }));
  const isBacked =
    reply !== null && checkClaims({ text: reply, citations }, sources, language ?? "en").supported;
  // What promises is known by its words in these languages; a quotation is what the source says in any language.
  const isChecked = method === "local" || language === null || JUDGED_LANGUAGES.includes(language);
  return {
    ...both,
    flags: reply !== null && !isBacked ? [...flags, "unsupported" as const] : flags,
    support: supportOf(support, reply),
    supported: isBacked && isChecked,
    body: reply && answerBody(reply, citations, { siteUrl, isModel: method !== "local" }),
    ...about,
  };
}

const PAUSE_MS = 60_000;
const PAUSING: readonly ClaudeFault[] = ["overloaded", "rate_limited", "timeout", "down"];

export type ModelPause = ReturnType<typeof createModelPause>;

/** After an outage the model is left alone for a minute, or as long as it asked: the next tickets do not wait for it. */
export function createModelPause(now: () => number = Date.now) {
  let until = 0;
  let last: ClaudeFault | null = null;
  return {
    /** Why the model is not asked now; null when it is. */
    fault: () => (now() < until ? last : null),
    after(fault: ClaudeFault, seconds = 0) {
      if (!PAUSING.includes(fault)) return;
      last = fault;
      until = now() + Math.max(PAUSE_MS, seconds * 1_000);
    },
  };
}
const modelPause = createModelPause();
