import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, isUuid, newId } from "@/lib/core/ids";

const ID = "7f3c2c1e-8f3a-4a52-9d2e-0c8f6f1d2b3a";

describe("cursors", () => {
  it("come back as they went out, in characters that need no escaping", () => {
    const range = { min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), fc.uuid(), (date, id) => {
        const cursor = { at: date.toISOString(), id };
        const text = encodeCursor(cursor);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text)).toEqual(cursor);
      }),
    );
  });

  it("keep the microseconds of the database", () => {
    const cursor = { at: "2026-11-21T10:00:00.123456Z", id: ID };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it("keep the form in which the data API writes times", () => {
    const cursor = { at: "2026-11-21T10:00:00.89+00:00", id: ID };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it.each([
    ["nothing", ""],
    ["words", "garbage"],
    ["half a cursor", encodeCursor({ at: "2026-11-21T10:00:00Z", id: ID }).slice(0, 20)],
    ["another id", encodeCursor({ at: "2026-11-21T10:00:00Z", id: "1 or 1=1" })],
    ["another time", encodeCursor({ at: "yesterday", id: ID })],
    ["a filter behind a time", encodeCursor({ at: "1 Jan 2000 (,id.not.is.null)", id: ID })],
    ["a year beyond the database's", encodeCursor({ at: "+275760-09-13T00:00:00Z", id: ID })],
    ["a day that does not exist", encodeCursor({ at: "2026-02-30T00:00:00Z", id: ID })],
    ["other JSON", btoa('{"at":1}')],
    ["broken UTF-8", btoa("\xff\xfe")],
  ])("refuse %s", (_what, text) => {
    expect(decodeCursor(text)).toBeNull();
  });

  it("refuse any text without throwing", () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === null));
  });
});

it("ids are UUIDs", () => {
  expect(isUuid(newId())).toBe(true);
  expect(isUuid(ID.toUpperCase())).toBe(true);
  expect(isUuid(`${ID}x`)).toBe(false);
  expect(isUuid("TKT-2026-00001")).toBe(false);
});
