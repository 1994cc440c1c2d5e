import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SUPABASE = join(import.meta.dirname, "../../supabase");
const MIGRATIONS = join(SUPABASE, "migrations");

/** The lines of `sha256sum`: a hash, two spaces, a file. */
const published = readFileSync(join(SUPABASE, "published.sha256"), "utf8")
  .trim()
  .split("\n")
  .map((line) => ({ hash: line.slice(0, 64), file: line.slice(66) }));

test("a migration that databases have applied stays as it was", () => {
  const changed = published.filter(({ hash, file }) => hash !== hashOf(file)).map(({ file }) => file);

  // What it did must be changed by a new migration: those that applied it never read it again.
  expect(changed).toEqual([]);
});

test("a new migration comes after all that databases have applied", () => {
  const names = published.map(({ file }) => file);
  const latest = names.toSorted().at(-1) ?? "";
  const early = readdirSync(MIGRATIONS).filter((file) => file < latest && !names.includes(file));

  // `supabase db push` refuses a migration that is older than the latest one of the project.
  expect(early).toEqual([]);
});

function hashOf(file: string): string {
  return createHash("sha256")
    .update(readFileSync(join(MIGRATIONS, file)))
    .digest("hex");
}
