import { describe, expect, test } from "vitest";
import { ACTIONS, NAVIGATION } from "@/components/shell/navigation";
import { toTheme } from "@/components/shell/theme";
import texts from "@/messages/en/shell.json";

describe.each(["portal", "admin"] as const)("navigation of the %s", (area) => {
  const entries = [...NAVIGATION[area], ...ACTIONS[area]];

  test("stays within its area and names each page once", () => {
    const addresses = entries.map(({ href }) => href);
    for (const address of addresses) expect(address).toMatch(new RegExp(`^/${area}(/|$)`));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("has words for every entry", () => {
    for (const { key } of entries) expect(texts.navigation[key]).toMatch(/\S/);
  });
});

test.each([
  ["dark", "dark"],
  ["light", "light"],
  ["system", "system"],
  [undefined, "system"],
  ["purple", "system"],
])("a theme cookie of %j is the theme %j", (cookie, theme) => {
  expect(toTheme(cookie)).toBe(theme);
});
