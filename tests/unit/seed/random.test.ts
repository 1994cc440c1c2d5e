import { describe, expect, test } from "vitest";
import { isUuid } from "@/lib/core/ids";
import { idOf, randomFor } from "../../../scripts/seed/random.ts";

describe("randomFor", () => {
  test("the same key gives the same numbers, another key others", () => {
    const stream = (...key: string[]) => {
      const random = randomFor(...key);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(stream("customer", "1")).toEqual(stream("customer", "1"));
    expect(stream("customer", "1")).not.toEqual(stream("customer", "2"));
  });

  test("numbers are spread evenly", () => {
    const random = randomFor("spread");
    const values = Array.from({ length: 4_000 }, () => random.next());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeGreaterThan(0.48);
    expect(mean).toBeLessThan(0.52);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  test("weights decide how often a value comes", () => {
    const random = randomFor("weights");
    const drawn = Array.from({ length: 2_000 }, () =>
      random.weighted([
        ["often", 9],
        ["seldom", 1],
        ["never", 0],
      ]),
    );
    const often = drawn.filter((value) => value === "often").length;
    expect(drawn).not.toContain("never");
    expect(often).toBeGreaterThan(1_700);
    expect(often).toBeLessThan(1_900);
  });

  test("nothing can be picked from nothing", () => {
    expect(() => randomFor("empty").pick([])).toThrow(RangeError);
  });
});

describe("idOf", () => {
  test("is a UUID that the name decides, for good", () => {
    expect(idOf("customer", "naledi")).toBe("0979d2e8-1a57-58a6-af33-3c1879a02b17");
    expect(idOf("ticket", 1)).not.toBe(idOf("ticket", 2));
    const ids = Array.from({ length: 1_000 }, (_, index) => idOf("many", index));
    expect(ids.every(isUuid)).toBe(true);
    expect(new Set(ids).size).toBe(1_000);
  });
});
