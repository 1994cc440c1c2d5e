import { describe, expect, test } from "vitest";
import { mended } from "@/lib/assistant/slips";

describe("slips of the fingers", () => {
  test.each([
    ["wheres my ordr", "where's my order"],
    ["my parcl has not arived", "my parcel has not arrived"],
    ["retrun a tikcet", "return a ticket"],
    ["invoise", "invoice"],
    ["which domians", "which domains"],
    ["its id is", "its id is"],
    ["id like to know", "i'd like to know"],
  ])("%s: %s", (typed, meant) => expect(mended(typed)).toBe(meant));

  test.each([
    "an older amplifier at the border",
    "quoted by the carrier, delivers quite late",
    "do you deliver in charge of the route",
    "the pavement in front of the shop",
    "order-statuses don't change",
    "ua-10024",
  ])("%s: nothing to mend", (text) => expect(mended(text)).toBe(text));
});
