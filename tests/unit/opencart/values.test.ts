import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStatuses, statusMap } from "../../../scripts/opencart/statuses.ts";
import { instantOf, minorUnits, plainText, unescapeHtml } from "../../../scripts/opencart/values.ts";

describe("amounts", () => {
  it("are rounded as PHP does, in the digits of the currency, at the order's rate", () => {
    expect(minorUnits("1299.5000", "1.00000000", "ZAR")).toBe(129950);
    expect(minorUnits("0.0050", "1.00000000", "ZAR")).toBe(1);
    expect(minorUnits("-0.0050", "1.00000000", "ZAR")).toBe(-1);
    expect(minorUnits("100.0000", "0.05310000", "USD")).toBe(531);
    expect(minorUnits("1999.5000", "1.00000000", "JPY")).toBe(2000);
    expect(minorUnits("1.2345", "1.00000000", "KWD")).toBe(1235);
    expect(minorUnits("99999999999.9999", "1.00000000", "ZAR")).toBe(10_000_000_000_000);
  });

  it("never drift: what has no more digits than the currency comes out as it went in", () => {
    const amounts = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n });
    fc.assert(
      fc.property(amounts, (cents) => {
        const text = `${cents < 0n ? "-" : ""}${(cents < 0n ? -cents : cents)
          .toString()
          .padStart(3, "0")
          .replace(/(\d\d)$/, ".$1")}`;
        expect(minorUnits(text, "1.00000000", "ZAR")).toBe(Number(cents));
      }),
    );
  });

  it("that are none are refused", () => {
    expect(() => minorUnits("1e5", "1", "ZAR")).toThrow(RangeError);
  });
});

describe("times", () => {
  it.each([
    ["2026-03-01 10:00:00", "Africa/Johannesburg", "2026-03-01T08:00:00.000Z"],
    ["2026-07-01 10:00:00", "America/New_York", "2026-07-01T14:00:00.000Z"],
    // Left out by the change to summer time.
    ["2026-03-29 01:30:00", "Europe/London", "2026-03-29T01:30:00.000Z"],
    // Comes twice; the first.
    ["2026-10-25 01:30:00", "Europe/London", "2026-10-25T00:30:00.000Z"],
    ["2026-04-05 01:45:00", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
  ])("%s in %s is %s", (local, zone, utc) => {
    expect(instantOf(local, zone)).toBe(utc);
  });

  it("that MySQL has not are none", () => {
    expect(instantOf("0000-00-00 00:00:00", "UTC")).toBeNull();
    expect(instantOf(null, "UTC")).toBeNull();
  });
});

describe("texts", () => {
  it("lose the escapes of PHP once, and the tags of comments", () => {
    expect(unescapeHtml("O&#039;Brien &amp;lt; 3")).toBe("O'Brien &lt; 3");
    expect(plainText("Sent<br>by <b>courier</b> &amp; insured")).toBe("Sent\nby courier & insured");
  });
});

describe("statuses", () => {
  it("are mapped by hand, by name, by the ids of a new shop, in this order", () => {
    const map = statusMap(
      new Map([
        [1, "Complete"],
        [5, "Abgeschlossen"],
        [40, "Special"],
      ]),
      { 40: "paid" },
    );
    expect([1, 5, 40, 41].map(map.of)).toEqual(["delivered", "delivered", "paid", null]);
  });

  it("in a file say what is wrong with it", () => {
    expect(parseStatuses('{"17":"shipped"}')).toEqual({ 17: "shipped" });
    for (const text of ["", "[]", '{"x":"paid"}', '{"1":"gone"}'])
      expect(() => parseStatuses(text)).toThrow("--statuses");
  });
});
