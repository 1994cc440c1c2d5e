// Whole answers of the assistant that works without a model: what customers of the demo ask, what they must read,
// and a judge that needs nobody's opinion.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Words that an answer must have; `a|b` are two ways to have them. */
const says = z.array(z.string());
const wantSchema = z.union([
  /** A passage of one of these articles is quoted; `at`: under one of these headings. */
  z.strictObject({
    article: z.array(z.string()),
    at: z.array(z.string()).optional(),
    says: says.optional(),
  }),
  /** A record of this kind is told. */
  z.strictObject({ record: z.string(), says: says.optional() }),
  /** A sentence of the portal's own. */
  z.strictObject({ says }),
]);
const questionSchema = z.strictObject({
  id: z.string(),
  /** What is tuned on `dev` is judged on `held`. `sections`: each is answered by one section of an article; measured, and no test. */
  half: z.enum(["dev", "held", "sections"]),
  ask: z.string(),
  /** Who asks: a sign-in of the demo. */
  as: z.enum(["naledi", "johan"]).default("naledi"),
  /** What was asked before, in the same conversation. */
  before: z.array(z.string()).default([]),
  /** Each part of the question; none where the only right answer is that there is none. */
  want: z.array(wantSchema),
  never: z.array(z.string()).default([]),
});
export type AnswerQuestion = z.infer<typeof questionSchema>;
type Want = z.infer<typeof wantSchema>;

export type GivenAnswer = {
  answer: string;
  citations: readonly { kind: string; href: string }[];
  offer: string | null;
};

/** How an answer did. `null` where it does not apply. */
export type AnswerJudged = {
  id: string;
  /** Every passage or record that was wanted is cited. */
  passage: boolean | null;
  /** And the words that answer stand in the answer. */
  sentence: boolean | null;
  /** Nothing answers, and the answer says so and quotes nothing. */
  refused: boolean | null;
  /** Something is quoted that answers nothing that was asked. */
  wrongQuote: boolean;
  /** Of several questions some were answered and some were not. */
  half: boolean | null;
  words: number;
};

export function answerQuestions(): AnswerQuestion[] {
  return readFileSync(join(import.meta.dirname, "answers.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => questionSchema.parse(JSON.parse(line)));
}

export function judgeAnswer({ id, want, never }: AnswerQuestion, given: GivenAnswer): AnswerJudged {
  const text = plain(given.answer);
  const has = (phrase: string) => phrase.split("|").some((one) => text.includes(plain(one)));
  const cited = given.citations.filter(({ kind }) => kind === "article").map(({ href }) => place(href));
  const isCited = (one: Want) =>
    "article" in one
      ? cited.some(
          ({ slug, anchor }) => one.article.includes(slug) && (!one.at || one.at.includes(anchor ?? "")),
        )
      : "record" in one
        ? given.citations.some(({ kind }) => kind === one.record)
        : true;
  const isSaid = (one: Want) => isCited(one) && (one.says ?? []).every(has);
  const wanted = new Set(want.flatMap((one) => ("article" in one ? one.article : [])));
  const isNone = want.length === 0;
  const said = want.filter(isSaid).length;
  return {
    id,
    passage: isNone ? null : want.every(isCited),
    sentence: isNone ? null : said === want.length && !never.some(has),
    refused: isNone ? given.citations.length === 0 && given.offer !== null : null,
    wrongQuote: cited.some(({ slug }) => !wanted.has(slug)) || never.some(has),
    half: want.length > 1 ? said > 0 && said < want.length : null,
    words: given.answer.split(/\s+/).filter(Boolean).length,
  };
}

/** Shares of the questions that a figure applies to, and the mean number of words. */
export function answerScores(judged: readonly AnswerJudged[]) {
  const share = (of: (one: AnswerJudged) => boolean | null) => {
    const known = judged.map(of).filter((one) => one !== null);
    return known.length > 0 ? known.filter(Boolean).length / known.length : 0;
  };
  return {
    passage: share(({ passage }) => passage),
    sentence: share(({ sentence }) => sentence),
    refused: share(({ refused }) => refused),
    wrongQuote: share(({ wrongQuote }) => wrongQuote),
    half: share(({ half }) => half),
    words: judged.reduce((sum, { words }) => sum + words, 0) / Math.max(judged.length, 1),
  };
}

function place(href: string): { slug: string; anchor: string | null } {
  const [, slug = "", anchor = null] = /^\/help\/([^#]+)(?:#(.*))?$/.exec(href) ?? [];
  return { slug: decodeURIComponent(slug), anchor: anchor === null ? null : decodeURIComponent(anchor) };
}

/** Without marks of citations, in small letters, with one kind of space and of quotation mark. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s*\[\d+\]/g, "")
    .replace(/[‘’]/g, "'")
    .replace(/\*\*/g, "")
    .replace(/\s+/g, " ");
}
