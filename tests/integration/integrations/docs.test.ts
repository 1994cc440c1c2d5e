import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/integrations/[kind]/route";
import { RECORD_SCHEMAS } from "@/lib/integrations/schema";
import { RECORD_KINDS } from "@/lib/integrations/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { routeContext } from "../../helpers/visitor";

const SECRET = "a-secret-of-the-test-suite";
const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/integrations.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "portico-docs-"));

let supabase: TestSupabase;
let portal: Server;
let url: string;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    INTEGRATION_SECRET: SECRET,
  });
  // The handler behind a real socket, for senders that are programs of their own.
  portal = createServer(async (incoming, outgoing) => {
    const request = new NextRequest(new URL(incoming.url ?? "/", url), {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: await text(incoming),
    });
    const response = await POST(request, routeContext({ kind: incoming.url?.split("/").at(-1) ?? "" }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => portal.close(resolve));
  await supabase.close();
  rmSync(folder, { recursive: true });
});

/** The first block of code in this language. */
function example(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(DOCS)?.[1] ?? "";
}

test("the example for the shell signs what it sends", async () => {
  const script = example("sh")
    .replace("SECRET=…", `SECRET=${SECRET}`)
    .replace("https://portal.example.com", url);
  const { stdout } = await promisify(execFile)("sh", ["-c", script]);
  expect(JSON.parse(stdout)).toMatchObject({ data: [{ externalId: "p-1", status: "created" }] });
});

test("the example for Node.js does, and may repeat itself", async () => {
  const path = join(folder, "send.mjs");
  writeFileSync(path, example("js"));
  const { send } = await import(pathToFileURL(path).href);
  const batch = { source: "docs", records: [{ externalId: "1", fullName: "Ann", email: "ann@example.com" }] };
  const first = await send(`${url}/api/integrations/customers`, SECRET, batch, "key");
  expect(first).toMatchObject({ status: 200, data: [{ status: "created" }] });
  expect(await send(`${url}/api/integrations/customers`, SECRET, batch, "key")).toEqual(first);
});

test("every kind is described, with all of its fields", () => {
  for (const kind of RECORD_KINDS) {
    const start = DOCS.indexOf(`- **${kind}** `);
    const described = DOCS.slice(start, DOCS.indexOf("\n- **", start + 1));
    const missing = Object.keys(RECORD_SCHEMAS[kind].shape).filter(
      (field) => !described.includes(`\`${field}\``),
    );
    expect({ kind, missing }).toEqual({ kind, missing: [] });
  }
});
