import { expect, test } from "vitest";
import { formatPhone } from "@/lib/core/phone-words";

test.each([
  ["+27825550100", "+27 82 555 0100"],
  ["+442079460018", "+44 20 7946 0018"],
  // What was typed without its country, and what is no number, stays as it is.
  ["082 555 0100", "082 555 0100"],
  ["extension 12", "extension 12"],
])("%s is read as %s", (phone, words) => {
  expect(formatPhone(phone)).toBe(words);
});
