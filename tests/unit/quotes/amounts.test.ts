import { expect, test } from "vitest";
import { parsePercent, parseQuantity, percentText } from "@/lib/quotes/amounts";

test.each([
  ["1", 1],
  ["2,5", null],
  [" 1 000 ", 1000],
  ["3.", 3],
  ["0", null],
  ["-1", null],
  ["1.2345", null],
  ["1,000,000", null],
  ["many", null],
  ["10000000", null],
  ["", null],
])("the quantity %j is %j", (text, quantity) => {
  expect(parseQuantity(text)).toBe(quantity);
});

test.each([
  ["15", 0.15],
  ["15 %", 0.15],
  ["7,5", 0.075],
  ["0", 0],
  ["100", 1],
  ["101", null],
  ["-1", null],
  ["", null],
])("the share %j is %j", (text, share) => {
  expect(parsePercent(text)).toBe(share);
});

test("a rate is shown as percent", () => {
  expect([0.15, 0.075, 0, 0.14_975].map(percentText)).toEqual(["15", "7.5", "0", "14.975"]);
});
