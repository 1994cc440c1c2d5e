import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLocalEmbedder, LOCAL_DIMENSIONS, localModel } from "@/lib/platform/embeddings/local";
import { packBasis, unpackBasis } from "@/lib/platform/embeddings/local-basis";
import { learnBasis } from "@/lib/platform/embeddings/local-learn";
import { stemOf, wordsOf } from "@/lib/platform/embeddings/local-words";
import { SYNONYM_GROUPS } from "@/lib/platform/embeddings/synonyms";

const CORPUS = [
  "Return a product\nYou may send goods back within 14 days.",
  "When your refund arrives\nMoney goes back to the card within five working days.",
  "Clean your records\nBrush the vinyl before each side, and wash it twice a year.",
  "Turntable hum\nConnect the ground wire of the record player to the amplifier.",
  "الإنترنت بطيء\nأعد تشغيل جهاز التوجيه ثم اختبر السرعة.",
  "Contraseña olvidada\nPuede elegir una contraseña nueva en la página de acceso.",
];
const embedderOf = async (texts: readonly string[]) => createLocalEmbedder(await learnBasis(texts));
const cosine = (one: number[], other: number[]) =>
  one.reduce((sum, number, k) => sum + number * (other[k] ?? 0), 0);

async function nearest(question: string): Promise<number> {
  const embedder = await embedderOf(CORPUS);
  const query = await embedder.embedQuery(question);
  const cosines = (await embedder.embedDocuments(CORPUS)).map((vector) => cosine(query, vector));
  return cosines.indexOf(Math.max(...cosines));
}

test.for([
  ["sending something back", 0],
  ["refunds", 1],
  ["washing my vinyl", 2],
  ["recordplayer hums", 3],
  ["سرعة الانترنت", 4],
  ["he olvidado mi contrasena", 5],
] as const)("%s finds its passage", async ([question, place]) => {
  expect(await nearest(question)).toBe(place);
});

test("the same corpus gives the same vectors, of length one", async () => {
  const [one, other] = await Promise.all([embedderOf(CORPUS), embedderOf(CORPUS)]);
  const vector = await one.embedQuery("refund for a product");
  expect(other.model).toBe(one.model);
  expect(await other.embedQuery("refund for a product")).toEqual(vector);
  expect(vector).toHaveLength(LOCAL_DIMENSIONS);
  expect(cosine(vector, vector)).toBeCloseTo(1, 4);
});

test("a question about something else is at right angles to everything", async () => {
  const embedder = await embedderOf(CORPUS);
  const query = await embedder.embedQuery("zzz qqq");
  for (const vector of await embedder.embedDocuments(CORPUS)) expect(cosine(query, vector)).toBeCloseTo(0, 5);
});

test.for(["", "?!", "的", "\ud800"])("any text has a vector: %j", async (text) => {
  const embedder = await embedderOf(CORPUS);
  const [document = []] = await embedder.embedDocuments([text]);
  for (const vector of [document, await embedder.embedQuery(text)]) {
    expect(vector.every(Number.isFinite)).toBe(true);
    expect(cosine(vector, vector)).toBeCloseTo(1, 4);
  }
});

test("a basis is the same after it was stored", async () => {
  const basis = await learnBasis(CORPUS);
  expect(localModel(unpackBasis(packBasis(basis)))).toBe(localModel(basis));
  expect(() => unpackBasis("AAAA")).toThrow("not a basis");
});

test("words lose their endings and accents", () => {
  expect(wordsOf("Where are the Refunds? ¿Cuándo? الإرجاع").map(stemOf)).toEqual(["refund", "ارجاع"]);
  expect(["returns", "returned", "returning"].map(stemOf)).toEqual(["return", "return", "return"]);
});

test("the database has the same words that stand for each other", () => {
  const folder = join(import.meta.dirname, "../../../supabase/migrations");
  const sql = readdirSync(folder)
    .toSorted()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const lists = [...sql.matchAll(/add_synonyms\('english', '([^']+)'\)/g)].map(([, list = ""]) =>
    list.trim(),
  );
  expect(lists.join("\n").split(/\s*\n\s*/)).toEqual(SYNONYM_GROUPS.map((group) => group.join(" ")));
});
