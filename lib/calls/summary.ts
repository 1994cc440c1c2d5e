import { sentencesOf } from "@/lib/assistant/sentences";
import type { Segment } from "./types";

export type FoundAction = { text: string; owner: "customer" | "us" };
export type ExtractedSummary = { summary: string; actions: FoundAction[] };

const MOST_SENTENCES = 5;
const MOST_ACTIONS = 6;
const LENGTH = 280;

const STOP = new Set(
  "a an and are as at be but by can could did do does for from good had has have he hello hi how i if in is it its just let me morning my no not of oh ok okay on or our please she so thank thanks that the their then there they this to up us was we well were what when where which who will with would yes you your".split(
    " ",
  ),
);
const GREETING =
  /^(?:hi|hello|good (?:morning|afternoon|evening)|thank|thanks|bye|goodbye|you'?re welcome)\b/i;
/** Somebody binds themselves: "I will send …", "We'll call …", "Let us …". */
const PROMISE = /\b(?:i|we)(?:['’]ll| will| am going to| are going to| shall| can send| promise to)\s+\w+/i;
const REQUEST =
  /\b(?:please|could you|can you|will you)\s+(?:send|call|check|try|bring|confirm|let us know|upload|reply)\b/i;

/**
 * A summary out of the transcript's own sentences: those that say most of what the whole is about, in their order, and
 * what somebody said that they would do. No word of it is new.
 */
export function extractSummary(segments: readonly Segment[], agentName: string | null): ExtractedSummary {
  const spoken = segments.flatMap(({ speaker, text }) =>
    sentencesOf(text.replace(/\s+/g, " ")).map((sentence) => ({ speaker: speaker ?? null, sentence })),
  );
  const counts = new Map<string, number>();
  for (const { sentence } of spoken)
    for (const word of wordsOf(sentence)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = spoken.map(({ speaker, sentence }, place) => {
    const words = wordsOf(sentence);
    const weight = Array.from(words).reduce((sum, word) => sum + Math.log1p((counts.get(word) ?? 1) - 1), 0);
    // Neither a word or two nor a story: what is longer must say more.
    const score = words.size < 4 || GREETING.test(sentence) ? 0 : weight / Math.sqrt(words.size + 4);
    return { speaker, sentence, place, score };
  });
  const best = scored
    .toSorted((one, other) => other.score - one.score || one.place - other.place)
    .filter(({ score }) => score > 0)
    .slice(0, MOST_SENTENCES)
    .sort((one, other) => one.place - other.place);
  const chosen = best.length > 0 ? best : scored.slice(0, 3);
  return {
    summary: chosen
      .map(({ speaker, sentence }) => (speaker ? `${speaker}: ${cut(sentence)}` : cut(sentence)))
      .join("\n"),
    actions: actionsIn(scored, agentName),
  };
}

function actionsIn(
  spoken: readonly { speaker: string | null; sentence: string }[],
  agentName: string | null,
): FoundAction[] {
  const found: FoundAction[] = [];
  for (const { speaker, sentence } of spoken) {
    const isPromise = PROMISE.test(sentence) && !/\?\s*$/.test(sentence);
    const isRequest = !isPromise && REQUEST.test(sentence);
    if (!isPromise && !isRequest) continue;
    const isAgent = isStaff(speaker, agentName);
    // What is asked for is the other side's to do.
    const owner = isAgent === isPromise ? "us" : "customer";
    const text = cut(sentence);
    if (found.some((one) => one.text === text)) continue;
    found.push({ text, owner });
    if (found.length === MOST_ACTIONS) break;
  }
  return found;
}

function isStaff(speaker: string | null, agentName: string | null): boolean {
  if (!speaker) return true;
  if (/^(?:agent|staff|support|advisor)\b/i.test(speaker)) return true;
  if (/^(?:customer|caller|client|user)\b/i.test(speaker)) return false;
  const first = agentName?.toLowerCase().split(" ")[0];
  return first !== undefined && speaker.toLowerCase().startsWith(first);
}

function wordsOf(sentence: string): Set<string> {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? [];
  return new Set(words.filter((word) => word.length > 2 && !STOP.has(word)));
}

function cut(sentence: string): string {
  return sentence.length <= LENGTH
    ? sentence
    : `${sentence.slice(0, sentence.lastIndexOf(" ", LENGTH - 1))}…`;
}
