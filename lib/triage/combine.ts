import type { Citation } from "@/lib/assistant/types";
import type { Passage, Support } from "@/lib/knowledge/types";
import { sourceOf } from "./local";
import type { TriageAnswer } from "./schema";
import type { Guess, InsightFlag, Reading, TriageMethod } from "./types";

/** Below this nobody should lean on the category. */
const UNCERTAIN = 0.5;
const MOST_RUNNERS_UP = 3;

/** What the model said, as a reading: citations are those that stand in the passages, word for word. */
export function readingOf(
  answer: TriageAnswer,
  passages: readonly Passage[],
  /** Fitted on labelled tickets; null as long as there are too few, and then its confidence is only its word. */
  calibrate: ((confidence: number) => number) | null,
): Reading {
  const citations = citedPassages(answer, passages);
  const numbers = new Set(citations.map(({ n }) => n));
  const text = (answer.reply ?? "")
    .replace(/\s*\[(\d{1,2})\]/g, (mark, n: string) => (numbers.has(Number(n)) ? mark : ""))
    .trim();
  return {
    category: answer.category,
    confidence: calibrate ? calibrate(answer.confidence) : answer.confidence,
    isCalibrated: calibrate !== null,
    runnersUp: answer.alternatives,
    priority: answer.priority,
    language: answer.language,
    sentiment: answer.sentiment,
    summary: answer.summary,
    // Without a single passage behind it, a reply is made up.
    reply: text !== "" && citations.length > 0 ? text : null,
    citations: text === "" ? [] : citations,
    flags: answer.flags,
  };
}

function citedPassages({ reply, citations }: TriageAnswer, passages: readonly Passage[]): Citation[] {
  const found = new Map<number, Citation>();
  for (const { n, quote } of citations) {
    const passage = passages[n - 1];
    const words = plain(quote);
    const isThere = passage && words.length >= 8 && plain(passage.text).includes(words);
    if (!isThere || found.has(n) || !reply?.includes(`[${n}]`)) continue;
    found.set(n, { ...sourceOf(passage), n, quote: quote.trim().slice(0, 1_000) });
  }
  return [...found.values()].sort((a, b) => a.n - b.n);
}

function plain(text: string): string {
  return text
    .replaceAll("‹", "<")
    .replaceAll("›", ">")
    .replace(/[*_`#]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

export type Combined = Omit<Reading, "isCalibrated"> & {
  calibrated: boolean;
  method: TriageMethod;
  agreement: boolean | null;
  readings: { claude?: Guess; local?: Guess };
};

/**
 * Both readings as one. The model's words are the better ones; of the category the calibrated confidence counts,
 * and where the two do not choose the same a person is asked.
 */
export function combine(local: Reading, claude: Reading | null, rawConfidence: number | null): Combined {
  const readings = {
    ...(claude?.category ? { claude: { category: claude.category, confidence: rawConfidence ?? 0 } } : {}),
    ...(local.category ? { local: { category: local.category, confidence: local.confidence ?? 0 } } : {}),
  };
  if (!claude) {
    const { isCalibrated, ...rest } = local;
    return {
      ...rest,
      calibrated: isCalibrated,
      flags: withDoubt(local.flags, local),
      method: "local",
      agreement: null,
      readings,
    };
  }
  const { isCalibrated, ...words } = claude;
  if (!local.category) {
    const flags = withDoubt(claude.flags, claude);
    return { ...words, calibrated: isCalibrated, flags, method: "claude", agreement: null, readings };
  }
  const agreement = local.category === claude.category;
  const sure = agreement ? surest(local, claude) : claude;
  return {
    ...words,
    confidence: sure.confidence,
    calibrated: sure.isCalibrated,
    runnersUp: runnersUp(claude.category, claude, local),
    flags: withDoubt(agreement ? claude.flags : [...claude.flags, "disagreement"], sure),
    method: "both",
    agreement,
    readings,
  };
}

/** A calibrated confidence goes before one that is not; of two the higher, for each was right about itself. */
function surest(a: Reading, b: Reading): Reading {
  if (a.isCalibrated !== b.isCalibrated) return a.isCalibrated ? a : b;
  return (a.confidence ?? 0) >= (b.confidence ?? 0) ? a : b;
}

function runnersUp(chosen: string | null, claude: Reading, local: Reading): Guess[] {
  const all = [
    ...(local.category ? [{ category: local.category, confidence: local.confidence ?? 0 }] : []),
    ...claude.runnersUp,
    ...local.runnersUp,
  ];
  const seen = new Set([chosen]);
  const distinct = all.filter(({ category }) => !seen.has(category) && seen.add(category));
  return distinct.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_RUNNERS_UP);
}

function withDoubt(flags: readonly InsightFlag[], { category, confidence }: Reading): InsightFlag[] {
  const isUncertain = category !== null && (confidence ?? 0) < UNCERTAIN;
  return [...new Set(isUncertain ? [...flags, "uncertain" as const] : flags)];
}

/** How well the sources carry the reply that there is; a reply that leans on one passage of a weak find stays weak. */
export function supportOf(support: Support, reply: string | null): Support {
  return reply === null ? "none" : support;
}
