import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const SCRIPTS = Object.keys(
  (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> })
    .scripts,
);
const PAGES = ["README.md", ...globSync("docs/**/*.md", { cwd: ROOT })];

/** What a newcomer types and opens. */
describe.each(PAGES)("%s", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");

  test("names commands that there are", () => {
    const named = [...text.matchAll(/npm run ([\w:-]*\w)/g)].map(([, name]) => name);
    expect(named.filter((name) => !SCRIPTS.includes(name ?? ""))).toEqual([]);
  });

  test("links to files that there are", () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|\/|mailto:)([^)\s#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });
});
