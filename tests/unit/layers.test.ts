import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findViolations } from "../../scripts/check-layers.ts";

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "portico layers "));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(checkout, "node_modules"));
  symlinkSync(join(import.meta.dirname, "../../package.json"), join(checkout, "package.json"));
});

afterEach(() => rmSync(checkout, { recursive: true }));

function write(path: string, source: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), source);
}

async function rulesBrokenBy(from: string, to: string, source = `import "@/${to}";\n`): Promise<string[]> {
  if (!to.startsWith("node_modules/")) write(to, "export const value = 1;\n");
  write(from, source);
  const { violations } = await findViolations(checkout);
  return violations.map((violation) => violation.split(":")[0] ?? "");
}

const FORBIDDEN = [
  ["core-imports-nothing", "lib/core/money.ts", "lib/platform/env.ts"],
  ["platform-below-features", "lib/platform/mail.ts", "lib/tickets/queries.ts"],
  ["auth-below-features", "lib/auth/viewer.ts", "lib/tickets/types.ts"],
  ["pure-stays-pure", "lib/tickets/status.ts", "lib/tickets/queries.ts"],
  ["pure-stays-pure", "lib/tickets/schema.ts", "lib/platform/env.ts"],
  ["services-below-actions", "lib/tickets/service.ts", "lib/tickets/actions.ts"],
  ["doors-are-thin", "lib/tickets/actions.ts", "lib/platform/supabase/server.ts"],
  ["doors-are-thin", "app/api/portal/tickets/route.ts", "components/ui/button.tsx"],
  ["app-without-supabase", "app/(portal)/portal/tickets/page.tsx", "lib/platform/supabase/server.ts"],
  ["ui-knows-no-domain", "components/ui/badge.tsx", "lib/tickets/types.ts"],
  ["components-without-server-code", "components/tickets/list.tsx", "lib/tickets/queries.ts"],
  ["components-without-server-code", "components/tickets/list.tsx", "lib/auth/viewer.ts"],
  ["hooks-use-the-realtime-client-only", "components/tickets/use-live.ts", "lib/platform/supabase/admin.ts"],
  ["features-by-the-front-door", "lib/orders/service.ts", "lib/tickets/actions.ts"],
  ["admin-client-by-list", "lib/tickets/service.ts", "lib/platform/supabase/admin.ts"],
  ["product-without-tooling", "lib/platform/env.ts", "supabase/embedded/keys.ts"],
] as const;

const ALLOWED = [
  ["lib/tickets/service.ts", "lib/platform/supabase/unwrap.ts"],
  ["lib/tickets/queries.ts", "lib/orders/queries.ts"],
  ["lib/tickets/status.ts", "lib/core/result.ts"],
  ["components/tickets/reply.tsx", "lib/tickets/actions.ts"],
  ["components/tickets/use-live.ts", "lib/platform/supabase/realtime-client.ts"],
  ["app/(portal)/portal/tickets/page.tsx", "lib/tickets/queries.ts"],
] as const;

describe("layer rules", () => {
  it.each(FORBIDDEN)("%s: %s may not import %s", async (rule, from, to) => {
    expect(await rulesBrokenBy(from, to)).toContain(rule);
  });

  it.each(ALLOWED)("%s may import %s", async (from, to) => {
    expect(await rulesBrokenBy(from, to)).toEqual([]);
  });

  it.each([
    [
      "a type",
      'import type { value } from "@/lib/platform/supabase/admin";\nexport type T = typeof value;\n',
    ],
    ["a relative path", 'import "../lib/platform/supabase/admin.ts";\n'],
    ["a late import", 'export const load = () => import("@/lib/platform/supabase/admin");\n'],
    ["a re-export", 'export { value } from "@/lib/platform/supabase/admin";\n'],
  ])("sees through %s", async (_way, source) => {
    const broken = await rulesBrokenBy("app/page.tsx", "lib/platform/supabase/admin.ts", source);
    expect(broken).toContain("app-without-supabase");
  });

  it("keeps heavy libraries out of components", async () => {
    const broken = await rulesBrokenBy("components/ui/form.tsx", "node_modules/zod", 'import "zod";\n');
    expect(broken).toContain("components-within-budget");
  });

  it("keeps development dependencies out of the product", async () => {
    const broken = await rulesBrokenBy("lib/core/ids.ts", "node_modules/knip", 'import "fast-check";\n');
    expect(broken).toContain("product-without-dev-dependencies");
  });

  it("finds cycles and imports that lead nowhere", async () => {
    write("lib/core/a.ts", 'import "./b.ts";\nimport "./missing.ts";\n');
    expect(await rulesBrokenBy("lib/core/b.ts", "lib/core/c.ts", 'import "./a.ts";\n')).toEqual(
      expect.arrayContaining(["no-cycles", "everything-resolves"]),
    );
  });
});
