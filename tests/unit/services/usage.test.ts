import { describe, expect, test } from "vitest";
import { formatBandwidth, formatBytes, shareUsed, usageChart } from "@/lib/services/usage";

const GB = 1e9;
const month = (name: string, bytesDown: number, bytesUp = 0) => ({ month: name, bytesDown, bytesUp });

describe("the chart of a year", () => {
  test("ends with this month, also across a turn of the year", () => {
    const { months } = usageChart([], "2027-02-01", null);
    expect(months.map((one) => one.month)).toEqual([
      "2026-03-01",
      "2026-04-01",
      "2026-05-01",
      "2026-06-01",
      "2026-07-01",
      "2026-08-01",
      "2026-09-01",
      "2026-10-01",
      "2026-11-01",
      "2026-12-01",
      "2027-01-01",
      "2027-02-01",
    ]);
  });

  test("tells a month without a measurement from one in which nothing was used", () => {
    const { months } = usageChart([month("2026-11-01", 0), month("2026-09-01", 5)], "2026-11-01", null);
    expect(months.at(-1)?.usage).toMatchObject({ bytesDown: 0 });
    expect(months.at(-2)?.usage).toBeNull();
    expect(months.at(-3)?.usage).toMatchObject({ bytesDown: 5 });
  });

  test("leaves out what is older than a year", () => {
    const { months } = usageChart([month("2025-11-01", 5)], "2026-11-01", null);
    expect(months.every(({ usage }) => usage === null)).toBe(true);
  });

  test.each([
    [803 * GB, 200 * GB, 1000 * GB],
    [5 * GB, GB, 5 * GB],
    [1, 1, 1],
    [999, 200, 1000],
    [7, 2, 8],
  ])("of %d bytes at most has lines every %d up to %d", (largest, step, top) => {
    const chart = usageChart([month("2026-11-01", largest)], "2026-11-01", null);
    expect(chart.ticks[1]).toBe(step);
    expect(chart.top).toBe(top);
    expect(chart.ticks.at(-1)).toBe(top);
  });

  test("has a scale however little or much there is", () => {
    for (const largest of [0, 1, 2, 3, 7, 10, 99, 1e3, 123_456, 9.99e14]) {
      const { ticks, top } = usageChart([month("2026-11-01", largest)], "2026-11-01", null);
      expect(top).toBeGreaterThanOrEqual(Math.max(largest, 1));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  });

  test("makes room for the allowance, unless that would press the bars flat", () => {
    const used = [month("2026-11-01", 600 * GB)];
    expect(usageChart(used, "2026-11-01", 1000 * GB).top).toBe(1000 * GB);
    expect(usageChart(used, "2026-11-01", 9000 * GB).top).toBeLessThan(1000 * GB);
  });
});

test.each([
  [0, "en", "0 GB"],
  [999, "en", "999 byte"],
  [1_500, "en", "1.5 kB"],
  [812.4 * GB, "en", "812 GB"],
  [999.7 * GB, "en", "1 TB"],
  [1.234e12, "de-DE", "1,23 TB"],
])("%d bytes in %s are %s", (bytes, locale, words) => {
  expect(formatBytes(bytes, locale)).toBe(words);
});

test.each([
  [50, "50 Mb/s"],
  [1000, "1 Gb/s"],
])("%d Mbit/s are %s", (mbps, words) => {
  expect(formatBandwidth(mbps, "en")).toBe(words);
});

test("a share is known only of an allowance, and of what was measured", () => {
  expect(shareUsed({ bytesDown: 30, bytesUp: 20 }, 200)).toBe(0.25);
  expect(shareUsed({ bytesDown: 300, bytesUp: 0 }, 200)).toBe(1.5);
  expect(shareUsed(null, 200)).toBeNull();
  expect(shareUsed({ bytesDown: 1, bytesUp: 1 }, null)).toBeNull();
});
