import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../scripts/lib/paths.ts";
import { UserError } from "../scripts/lib/steps.ts";

export type Document = { id: string; title: string; text: string };
export type Question = { text: string; relevant: string[] };
export type Collection = { name: string; locale: string; documents: Document[]; questions: Question[] };

const id = z.union([z.string(), z.number()]).transform(String);
const documentSchema = z.object({ id, title: z.string().nullish(), text: z.string() });
const questionSchema = z.object({ id: id.optional(), text: z.string(), relevant: z.array(id) });

/** A collection from two files of JSON lines: `{ id, title, text }` and `{ id, text, relevant: [id] }`. */
export function readCollection(name: string, docs: string, queries: string, locale?: string): Collection {
  const documents = readLines(docs, documentSchema).map(({ title, ...rest }) => ({
    ...rest,
    title: title ?? "",
  }));
  return {
    name,
    documents,
    questions: readLines(queries, questionSchema),
    locale: locale ?? localeOf(documents),
  };
}

/** What lies beside the project for measuring; nothing where it does not. */
export function sharedCollections(): Collection[] {
  const folder = join(ROOT, "../shared/data");
  const collections: Collection[] = [];
  const dstc = join(folder, "dstc11");
  if (existsSync(dstc)) {
    collections.push(
      readCollection("dstc11 dev", join(dstc, "docs.jsonl"), join(dstc, "queries.dev.jsonl"), "en"),
    );
  }
  for (const locale of ["en", "es", "ar"]) {
    const file = join(folder, `xquad/xquad.${locale}.json`);
    if (existsSync(file)) collections.push(readSquad(`xquad ${locale}`, file, locale));
  }
  return collections;
}

const squadSchema = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(
        z.object({ context: z.string(), qas: z.array(z.object({ question: z.string() })) }),
      ),
    }),
  ),
});

/** Passages and the questions that each of them answers. */
function readSquad(name: string, file: string, locale: string): Collection {
  const { data } = squadSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const paragraphs = data.flatMap((article) => article.paragraphs);
  return {
    name,
    locale,
    documents: paragraphs.map(({ context }, index) => ({ id: String(index), title: "", text: context })),
    questions: paragraphs.flatMap(({ qas }, index) =>
      qas.map(({ question }) => ({ text: question, relevant: [String(index)] })),
    ),
  };
}

function readLines<T extends z.ZodType>(file: string, schema: T): z.output<T>[] {
  if (!existsSync(file)) throw new UserError(`There is no file ${file}.`);
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      try {
        return [schema.parse(JSON.parse(line))];
      } catch {
        throw new UserError(`${file}, line ${index + 1}, is not what it should be: see docs/search.md.`);
      }
    });
}

const SCRIPTS: readonly [RegExp, string][] = [
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Devanagari}/u, "hi"],
];
const COMMON_WORDS: Record<string, string> = {
  en: "the and of to is in that for you it with are",
  es: "el la de que los las una por con para del es",
  pt: "o a os as do da que em uma com não para",
  fr: "le la les des est une que dans pour qui du et",
  de: "der die das und ist nicht ein eine mit von zu den",
  nl: "de het een en van is niet dat op te met voor",
  it: "il lo gli che di una per con del della sono è",
  tr: "ve bir bu için ile olarak da de daha çok",
  ro: "și în de la cu pe care din este o un",
  vi: "và của là có được cho các trong một những",
};

/** The language of documents, by their letters and by the words that every text has. */
export function localeOf(documents: readonly Document[]): string {
  const sample = documents
    .slice(0, 500)
    .map(({ text }) => text)
    .join(" ")
    .slice(0, 50_000)
    .toLowerCase();
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(
    ([pattern]) => (sample.match(new RegExp(pattern, "gu"))?.length ?? 0) > letters / 2,
  );
  if (script) return script[1];
  const words = sample.match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(COMMON_WORDS).map(([locale, common]) => {
    const known = new Set(common.split(" "));
    return { locale, count: words.filter((word) => known.has(word)).length };
  });
  const best = counts.reduce((most, one) => (one.count > most.count ? one : most));
  return best.count > words.length / 50 ? best.locale : "en";
}
