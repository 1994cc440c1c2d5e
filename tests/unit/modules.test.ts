import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MODULES } from "@/lib/core/modules";

const ROOT = join(import.meta.dirname, "../..");

/** What of these files in the folders of modules does not say to which module it belongs. */
function unnamed(pattern: string, names: RegExp): string[] {
  return globSync(pattern, { cwd: ROOT }).filter(
    (file) =>
      MODULES.some((module) => file.split("/").includes(module)) &&
      !names.test(readFileSync(join(ROOT, file), "utf8")),
  );
}

// Only what names its module disappears when a business switches that off.
describe("what stands in the folder of a module names it", () => {
  const MODULE = MODULES.join("|");

  test("route handlers", () => {
    const calls = globSync("app/api/{portal,admin}/services/**/route.ts", { cwd: ROOT });
    expect(calls.length).toBeGreaterThan(3);
    // Visitors are nobody whose modules could be asked: of a help centre that is off, the database shows them nothing.
    const asks = new RegExp(`module: "(${MODULE})"|visitorRoute\\(`);
    expect(unnamed("app/api/{portal,admin}/**/route.ts", asks)).toEqual([]);
  });

  test("pages", () => {
    const asks = new RegExp(`requireViewer\\([^)]*"(${MODULE})"`);
    // How a module is set is a page of the settings, which are always there.
    const pages = unnamed("app/{(portal)/portal,(admin)/admin}/**/page.tsx", asks);
    expect(pages.filter((file) => !file.includes("/settings/"))).toEqual([]);
  });
});
