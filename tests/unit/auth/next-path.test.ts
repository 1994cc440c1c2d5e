import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeNextPath } from "@/lib/auth/next-path";

describe("safeNextPath", () => {
  it.each(["/portal/tickets", "/portal/tickets/new?orderId=1#top", "/admin", "/help/a-b"])(
    "lets %s through",
    (path) => {
      expect(safeNextPath(path)).toBe(path);
    },
  );

  it.each([
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "/..//evil.example",
    "/portal/..//evil.example",
    "javascript:alert(1)",
    "portal",
    "",
    "/login",
    "/login?next=/login",
    "/api/portal/tickets",
    "/auth/confirm?token_hash=x",
    "/_next/static/x.js",
    `/${"x".repeat(3000)}`,
    undefined,
    ["/portal"],
  ])("refuses %j", (value) => {
    expect(safeNextPath(value)).toBeNull();
  });

  it("never leads to another site", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."/\\.@:?#\t\n evil%2f".split("")) }), (value) => {
        const path = safeNextPath(`/${value}`);
        if (path !== null) expect(new URL(path, "https://portal.test").origin).toBe("https://portal.test");
      }),
      { numRuns: 2000 },
    );
  });
});
