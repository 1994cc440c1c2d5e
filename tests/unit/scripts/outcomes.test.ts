import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { check, lastWords, tap, together } from "../../../scripts/lib/outcomes.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-outcomes-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A program that prints the text and ends with the code. */
function program(text: string, code = 0): [string] {
  const file = join(folder, `${Math.random()}.mjs`);
  writeFileSync(file, `process.stdout.write(${JSON.stringify(text)}); process.exitCode = ${code};`);
  return [file];
}

it("a check passes when all its commands do", async () => {
  expect(await check(program("fine"), program("fine"))).toMatchObject({ passed: 1, failed: 0 });
});

it("a check fails with what the command said, without colours", async () => {
  expect(await check(program("fine"), program("\x1b[31mnot fine\x1b[0m\n", 2))).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: ["not fine"],
  });
});

it("TAP results are counted, and failures keep their explanation", async () => {
  const text = "1..3\nok 1 - a\nnot ok 2 - b\n#   have: 1\n#   want: 2\nok 3 - c\n";
  expect(await tap(program(text, 1))).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
    failures: ["not ok 2 - b\n#   have: 1\n#   want: 2"],
  });
});

it("TAP without a result is a failure", async () => {
  expect(await tap(program("1..0\n"))).toMatchObject({ passed: 0, failed: 1 });
});

it("TAP that breaks off is a failure", async () => {
  expect(await tap(program("ok 1 - a\n", 1))).toMatchObject({ passed: 1, failed: 1 });
});

it("several outcomes count as one", () => {
  const half = { passed: 2, failed: 1, skipped: 0, failures: ["b"], note: "slow" };
  expect(together([{ passed: 3, failed: 0, skipped: 1, failures: [] }, half])).toEqual({
    passed: 5,
    failed: 1,
    skipped: 1,
    failures: ["b"],
    note: "slow",
  });
});

it("a fault that belongs to no test is told without the results before it", () => {
  const results = " ✓ |e2e| a.e2e.ts (2 tests) 12ms\n   \x1b[32m✓\x1b[39m is well 300ms\n".repeat(200);
  const end = "\n Test Files  1 passed (1)\nerror during close Error: The app printed 1 errors";
  expect(lastWords(results + end)).toBe(end.trim());
});
