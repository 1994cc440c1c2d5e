import { describe, expect, it } from "vitest";
import { initials, truncate } from "@/lib/core/text";

describe("truncate", () => {
  it.each([
    ["short", 10, "short"],
    ["exactly ten", 11, "exactly ten"],
    ["a longer sentence", 9, "a longer…"],
    ["one two", 5, "one…"],
    ["👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧"],
    ["👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…"],
  ])("%s to %i is %s", (text, max, expected) => {
    expect(truncate(text, max)).toBe(expected);
  });
});

describe("initials", () => {
  it.each([
    ["Thandi Nkosi", "TN"],
    ["Pieter van der Merwe", "PM"],
    ["élodie", "É"],
    ["  ", ""],
  ])("of %s are %s", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
