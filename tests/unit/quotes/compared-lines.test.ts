import { expect, test } from "vitest";
import { countChanges, shownLines } from "@/lib/quotes/compared-lines";
import { itemOf, versionOf } from "./fixtures";

const before = versionOf(1, [itemOf("a", { quantity: 2 }), itemOf("b"), itemOf("c")]);
const after = versionOf(2, [itemOf("d"), itemOf("a", { quantity: 1 }), itemOf("c")]);

test("alone, a version is its lines", () => {
  expect(shownLines(after, null).map(({ kind, item }) => [kind, item.lineKey])).toEqual([
    ["same", "d"],
    ["same", "a"],
    ["same", "c"],
  ]);
});

test("beside an earlier one each line says what became of it, what was removed at the end", () => {
  const lines = shownLines(after, before);
  expect(lines.map(({ kind, item }) => [kind, item.lineKey])).toEqual([
    ["added", "d"],
    ["changed", "a"],
    ["same", "c"],
    ["removed", "b"],
  ]);
  expect(lines[1]?.before?.quantity).toBe(2);
  expect([...(lines[1]?.changed ?? [])]).toEqual(["quantity", "net"]);
  expect(countChanges(lines)).toEqual({ added: 1, removed: 1, changed: 1 });
});
