import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const THEME = readFileSync(join(ROOT, "app/styles/theme.css"), "utf8");
const COLOURS = new Set([...THEME.matchAll(/--color-([a-z-]+):/g)].map(([, name]) => name));
/** What begins like a colour's class, by the first word after `bg-` and its like, and is none. */
const FAMILIES = "primary|success|warning|error|info|fg|line|border|sunken|muted|surface|paper|canvas";
const CLASS = new RegExp(
  `(?<=[\\s"'\`:])(?:bg|text|border(?:-[setblrxy])?|fill|stroke|decoration|outline|ring|divide)-((?:${FAMILIES})(?:-[a-z]+)*)(?=[\\s"'\`!/])`,
  "g",
);

/** Tailwind leaves out silently what it does not know: a typing error is a surface without its colour. */
test("every colour that a class names exists", () => {
  const files = globSync("{app,components}/**/*.{ts,tsx,css}", { cwd: ROOT });
  expect(files.length).toBeGreaterThan(300);
  let seen = 0;
  const unknown: string[] = [];
  for (const file of files)
    for (const [, name] of readFileSync(join(ROOT, file), "utf8").matchAll(CLASS)) {
      seen++;
      if (!COLOURS.has(name)) unknown.push(`${file}: ${name}`);
    }
  expect(unknown).toEqual([]);
  expect(seen).toBeGreaterThan(500);
});
