import { describe, expect, test } from "vitest";
import { ACTIONS, inGroups, NAVIGATION } from "@/components/shell/navigation";
import { toTheme } from "@/components/shell/theme";
import { inUse, MODULES, toModules } from "@/lib/core/modules";
import texts from "@/messages/en/shell.json";

describe.each(["portal", "admin"] as const)("navigation of the %s", (area) => {
  const entries = [...NAVIGATION[area], ...ACTIONS[area]];

  test("stays within its area and names each page once", () => {
    const addresses = entries.map(({ href }) => href);
    // The help centre is everybody's.
    const inside = addresses.filter((address) => address !== "/help");
    for (const address of inside) expect(address).toMatch(new RegExp(`^/${area}(/|$)`));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("has words for every entry", () => {
    for (const { key } of entries) expect(texts.navigation[key]).toMatch(/\S/);
  });

  test("names each group once, with words", () => {
    const groups = inGroups(NAVIGATION[area]).flatMap(({ group }) => group ?? []);
    expect(new Set(groups).size).toBe(groups.length);
    for (const group of groups) expect(texts.navigationGroup[group]).toMatch(/\S/);
  });

  test("leaves out what belongs to a module that is off, and nothing else", () => {
    expect(inUse(entries, MODULES)).toEqual(entries);
    expect(inUse(entries, [])).toEqual(entries.filter((entry) => !("module" in entry)));
  });
});

test("a list of modules may name some that this version does not know, and a portal without a list uses all", () => {
  expect(toModules(["quotes", "orders", "teleport"])).toEqual(["orders", "quotes"]);
  expect(toModules(undefined)).toEqual([...MODULES]);
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
