// Somebody who passes by the portal, with Supabase's own address, the publishable key and a token of their own,
// and tries everything that there is.
import { beforeAll, describe, expect, test } from "vitest";
import { call, dataOf, NOBODYS, newcomer, service, supabase } from "./program.ts";
import {
  COMMANDS,
  codeOf,
  EVERYBODY,
  FOR_STAFF,
  FUNCTIONS,
  rowsOf,
  type Scene,
  SHARED,
  STAFF_ONLY,
  setScene,
  TABLES,
} from "./surface.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

test("the migrations were understood", () => {
  expect(TABLES.length).toBeGreaterThan(35);
  expect(FUNCTIONS.length).toBeGreaterThan(55);
  const names = TABLES.map(({ table }) => table);
  expect(names).toEqual(
    expect.arrayContaining([...SHARED, ...STAFF_ONLY, "portal_users", "portal_audit_log"]),
  );
  expect(FUNCTIONS.map(({ name }) => name)).toEqual(expect.arrayContaining(COMMANDS));
});

/** A row that is there, where somebody inside may look. */
async function anyOf(table: string) {
  const answer = await service(`/rest/v1/${table}?limit=1`);
  return answer.status === 403 ? [] : rowsOf(answer);
}

describe("tables", () => {
  /** What PostgREST and PostgreSQL refuse before they ask for rights: no such column, no key to merge by. */
  const EARLIER = /^(PGRST\w+|42P10|428C9)$/;

  test.for(TABLES)("nobody writes to $table", async ({ schema, table, column }) => {
    const [existing] = schema === "public" ? await anyOf(table) : [];
    const body = { [column]: existing?.[column] ?? NOBODYS };
    const profile = { "accept-profile": schema, "content-profile": schema };
    for (const who of EVERYBODY) {
      for (const [method, path] of [
        ["POST", table],
        ["PATCH", `${table}?${column}=not.is.null`],
        ["PUT", `${table}?${column}=eq.${String(body[column])}`],
        ["DELETE", `${table}?${column}=not.is.null`],
      ] as const) {
        for (const prefer of ["return=representation", "resolution=merge-duplicates"]) {
          const headers = { ...profile, prefer };
          const answer = await scene.rest(path, who, {
            method,
            headers,
            ...(method !== "DELETE" && { body }),
          });
          const what = `${who}: ${method} ${path} ${answer.status} ${answer.text}`;
          expect(answer.status, what).toBeOneOf([400, 401, 403, 404, 405, 406]);
          if (answer.status === 400) expect(codeOf(answer), what).toMatch(EARLIER);
        }
      }
    }
  });

  test("nobody reaches another schema", async () => {
    for (const who of EVERYBODY) {
      for (const schema of [
        "private",
        "auth",
        "storage",
        "realtime",
        "extensions",
        "embedded",
        "pg_catalog",
        "information_schema",
        "public,private",
      ]) {
        const headers = { "accept-profile": schema, "content-profile": schema };
        for (const path of ["users", "objects", "idempotency_keys", "pg_user", "rpc/current_viewer"]) {
          expect((await scene.rest(path, who, { headers })).status, `${schema}.${path}`).toBe(406);
        }
      }
    }
  });
});

describe("functions", () => {
  const HOSTILE = [
    null,
    "",
    "x",
    "\u0000",
    "'; select 1 --",
    NOBODYS,
    {},
    [],
    -1,
    1e308,
    "x".repeat(100_000),
  ];
  const STAFFS = [...FOR_STAFF, ...COMMANDS];
  // People of their own: some of these calls do what they say.
  let tokens: Scene["tokens"];
  beforeAll(async () => {
    const [one, other, agent] = await Promise.all([newcomer(), newcomer(), newcomer("agent")]);
    tokens = { nobody: undefined, customer: one.token, customer2: other.token, agent: agent.token };
  });
  const ALLOWED = {
    nobody: [
      "get_branding",
      "get_help_article",
      "get_help_category",
      "get_help_desk",
      "get_help_home",
      "get_privacy_receipt",
      "search_knowledge",
    ],
    customer: COMMANDS,
    customer2: COMMANDS,
    agent: STAFFS,
  };

  test.for(FUNCTIONS)(
    "$name is called only by whom it is meant for",
    async ({ schema, name, parameters }) => {
      for (const who of EVERYBODY) {
        // A schema that is not served is refused before anybody looks at what is asked.
        for (const value of schema === "public" && parameters.length > 0 ? HOSTILE : [null]) {
          const answer = await supabase(`/rest/v1/rpc/${name}`, {
            token: tokens[who],
            headers: { "content-profile": schema },
            body: Object.fromEntries(parameters.map((parameter) => [parameter, value])),
          });
          const what = `${who}: ${name}(${JSON.stringify(value).slice(0, 40)}) ${answer.text.slice(0, 200)}`;
          expect(answer.status, what).toBeLessThan(500);
          if (schema === "private") expect(answer.status, what).toBe(406);
          else if (answer.status < 300) expect(ALLOWED[who], what).toContain(name);
          else expect(answer.text, what).not.toMatch(/pglite|node_modules| at \S+:\d+:\d+/);
        }
      }
    },
  );
});

describe.each(EVERYBODY)("%s", (who) => {
  test("finds nothing in Storage, and puts nothing there", async () => {
    const { fileId, tokens, victim } = scene;
    const [file] = rowsOf(await service(`/rest/v1/ticket_attachments?id=eq.${fileId}&select=storage_path`));
    const path = String(file?.storage_path);
    const bucket = "ticket-attachments";
    const picture = new Uint8Array([137, 80, 78, 71]);
    const storage = (
      address: string,
      method = "GET",
      body?: Record<string, unknown> | Uint8Array<ArrayBuffer>,
    ) =>
      supabase(`/storage/v1/${address}`, {
        token: tokens[who],
        method,
        ...(body && { body }),
        headers: body === picture ? { "content-type": "image/png", "x-upsert": "true" } : {},
      });
    const move = { bucketId: bucket, sourceKey: path, destinationKey: "a" };
    for (const answer of [
      await storage(`object/${bucket}/${path}`),
      await storage(`object/authenticated/${bucket}/${path}`),
      await storage(`object/public/${bucket}/${path}`),
      await storage(`object/info/${bucket}/${path}`),
      await storage(`object/${bucket}/${path}`, "HEAD"),
      await storage(`object/public/x/..%2f..%2f${bucket}/${path}`),
      await storage(`object/sign/${bucket}/${path}`, "POST", { expiresIn: 60 }),
      await storage(`object/sign/${bucket}/${path}?token=`),
      await storage(`object/sign/${bucket}/${path}?token=${tokens[who] ?? "x"}`),
      await storage(`object/upload/sign/${bucket}/a/b.png`, "POST", {}),
      await storage(`object/${bucket}/${victim.customerId}/x/a.png`, "POST", picture),
      await storage(`object/${bucket}/${path}`, "PUT", picture),
      await storage(`object/${bucket}/${path}`, "DELETE"),
      await storage("object/move", "POST", move),
      await storage("object/copy", "POST", move),
      await storage("upload/resumable", "POST", picture),
      await storage(`bucket/${bucket}`),
      await storage(`bucket/${bucket}`, "PUT", { id: bucket, name: bucket, public: true }),
      await storage(`bucket/${bucket}/empty`, "POST", {}),
      await storage(`bucket/${bucket}`, "DELETE"),
      await storage("bucket", "POST", { id: "evil", name: "evil", public: true }),
    ]) {
      expect(answer.status, answer.text).toBeOneOf([400, 401, 403, 404]);
      expect(answer.text).not.toContain("PNG");
    }
    for (const answer of [
      await storage("bucket"),
      await storage(`object/list/${bucket}`, "POST", { prefix: "" }),
      await storage(`object/list/${bucket}`, "POST", { prefix: victim.customerId }),
      await storage(`object/${bucket}`, "DELETE", { prefixes: [path] }),
    ]) {
      expect(rowsOf(answer)).toEqual([]);
    }
    const [link] = rowsOf(await storage(`object/sign/${bucket}`, "POST", { expiresIn: 60, paths: [path] }));
    expect(link?.signedURL).toBeNull();
  });

  test("is no administrator of Auth, and reads no e-mail of others", async () => {
    const { tokens, victim } = scene;
    for (const [method, path, body] of [
      ["GET", "auth/v1/admin/users", undefined],
      ["GET", `auth/v1/admin/users/${victim.id}`, undefined],
      ["POST", "auth/v1/admin/users", { email: "evil@portico.test", email_confirm: true }],
      ["PUT", `auth/v1/admin/users/${victim.id}`, { password: "taken-over-1" }],
      ["DELETE", `auth/v1/admin/users/${victim.id}`, {}],
      ["POST", "auth/v1/admin/generate_link", { type: "magiclink", email: victim.email }],
      ["POST", "auth/v1/invite", { email: "evil@portico.test" }],
      ["GET", "dev/outbox", undefined],
      ["POST", "dev/outbox", { channel: "email", to: victim.email, text: "Click here" }],
    ] as const) {
      const answer = await supabase(`/${path}`, { method, token: tokens[who], ...(body && { body }) });
      expect(answer.status, `${path} ${answer.text}`).toBeOneOf([401, 403, 404]);
    }
    dataOf(await call("/api/portal/tickets", { token: victim.token }));
  });
});
