// Who holds the token of somebody tries what the portal's own pages do not offer: to make the account their own, and to
// make what they did unseen.
import { beforeAll, describe, expect, inject, test } from "vitest";
import { DEMO_PASSWORD } from "../helpers/app.ts";
import { call, dataOf, newcomer, openTicket, type Person, service, signedIn, supabase } from "./program.ts";

const NEW_PASSWORD = "chosen-by-a-thief-1";
const signIn = ({ email }: Person, password: string) =>
  supabase("/auth/v1/token?grant_type=password", { body: { email, password } });
const change = ({ token }: Person, body: Record<string, unknown>) =>
  supabase("/auth/v1/user", { method: "PUT", token, body });

describe.each(["customer", "agent"] as const)("with the token of a stolen session of a %s", (role) => {
  let victim: Person;
  beforeAll(async () => {
    victim = await newcomer(role);
  });

  test("there is no new password", async () => {
    expect((await change(victim, { password: NEW_PASSWORD })).status).toBeGreaterThanOrEqual(400);
    expect((await signIn(victim, NEW_PASSWORD)).status).toBe(400);
    expect((await signIn(victim, DEMO_PASSWORD)).status).toBe(200);
  });

  test("no link goes to another address, and no code to another number", async () => {
    const email = `${crypto.randomUUID()}@thief.example`;
    expect((await change(victim, { email })).status).toBeGreaterThanOrEqual(400);
    expect((await change(victim, { phone: "+27825550177" })).status).toBeGreaterThanOrEqual(400);
    const user = (await supabase("/auth/v1/user", { token: victim.token })).json;
    expect(user).toMatchObject({ email: victim.email });
    expect(user).not.toHaveProperty("new_email");
    expect(user).not.toHaveProperty("new_phone");
  });

  test("no proof of a password can be made", async () => {
    const body = { p_user: victim.id, p_purpose: "password" };
    const { token } = victim;
    const answer = await supabase("/rest/v1/rpc/record_reauthentication", { token, body });
    expect(answer.status).toBeOneOf([401, 403, 404]);
    expect((await change(victim, { password: NEW_PASSWORD, nonce: "123456" })).status).toBeGreaterThanOrEqual(
      400,
    );
  });
});

describe("the audit log", () => {
  let actors: [string, { token?: string; key?: string }][];
  let entry: { id: string };
  beforeAll(async () => {
    const [customer, agent, admin] = await Promise.all([newcomer(), signedIn("agent"), signedIn("admin")]);
    const ticket = await openTicket(customer);
    dataOf(await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token }));
    actors = [
      ["anonymous", {}],
      ["customer", { token: customer.token }],
      ["agent", { token: agent.token }],
      ["admin", { token: admin.token }],
      ["service", { key: inject("app").supabase.SUPABASE_SECRET_KEY }],
    ];
    const path = `/rest/v1/portal_audit_log?actor_id=eq.${agent.id}&resource_id=eq.${ticket.id}&limit=1`;
    const [found] = (await service(path)).json as { id: string }[];
    if (!found) throw new Error("Nothing was written down.");
    entry = found;
  });
  const month = new Date().toISOString().slice(0, 7).replace("-", "_");
  const tables = [
    "portal_audit_log",
    `portal_audit_log_${month}`,
    "portal_audit_log_default",
    "audit_seals",
    "audit_checks",
    "audit_archives",
  ];

  test.for(tables)("takes no change, no deletion and no entry through the API: %s", async (table) => {
    const nobody = {
      occurred_at: "2026-01-01T00:00:00Z",
      actor_role: "system",
      action: "x",
      resource_type: "y",
    };
    for (const [who, as] of actors) {
      for (const [method, query, body] of [
        ["PATCH", `?id=eq.${entry.id}`, { purpose: "something else" }],
        ["PATCH", "", { actor_name: "Erased person" }],
        ["DELETE", `?id=eq.${entry.id}`, undefined],
        ["DELETE", "", undefined],
        ["POST", "", nobody],
        ["POST", "?on_conflict=occurred_at,id", { ...entry, action: "x" }],
      ] as const) {
        const headers = { prefer: "resolution=merge-duplicates,return=representation" };
        const answer = await supabase(`/rest/v1/${table}${query}`, {
          ...as,
          method,
          headers,
          ...(body && { body }),
        });
        expect(answer.status, `${who} ${method} ${table}${query}: ${answer.text}`).toBeOneOf([401, 403, 404]);
      }
    }
    const [still] = (await service(`/rest/v1/portal_audit_log?id=eq.${entry.id}`)).json as unknown[];
    expect(still).toEqual(entry);
  });

  test("its functions are the worker's, and its archive nobody's", async () => {
    const people = actors.filter(([who]) => who !== "service");
    for (const [who, as] of people) {
      for (const name of [
        "seal_audit_days",
        "check_audit_seals",
        "next_audit_archive",
        "import_audit_entries",
      ]) {
        const answer = await supabase(`/rest/v1/rpc/${name}`, { ...as, body: {} });
        expect(answer.status, `${who} ${name}`).toBeOneOf([401, 403, 404]);
      }
      const path = "/storage/v1/object/audit-archive/2023-03.ndjson.gz";
      for (const method of ["GET", "POST", "PUT", "DELETE"]) {
        const body = method === "POST" || method === "PUT" ? { body: "{}" } : {};
        const answer = await supabase(path, { ...as, method, ...body });
        expect(answer.status, `${who} ${method}: ${answer.text}`).toBeGreaterThanOrEqual(400);
      }
    }
    // Not even the service key takes a month away that is not over.
    const body = { p_month: "2026-11-01", p_entries: 0, p_digest: "0".repeat(64), p_path: "x", p_bytes: 0 };
    expect((await service("/rest/v1/rpc/finish_audit_archive", { body })).status).toBe(409);
  });
});

describe("a copy of somebody's data", () => {
  test("lies where nobody else reaches it", async () => {
    const [victim, thief, agent] = await Promise.all([newcomer(), newcomer(), signedIn("agent")]);
    const asked = await call("/api/portal/privacy/requests", {
      token: victim.token,
      body: { kind: "export" },
    });
    const { id } = dataOf<{ id: string }>(asked, 201);
    const file = async () => {
      const answer = await service(`/storage/v1/object/list/exports`, {
        body: { prefix: victim.customerId },
      });
      return (answer.json as { name: string }[])[0]?.name;
    };
    await expect.poll(file, { timeout: 60_000, interval: 500 }).toBeTruthy();
    const path = `${victim.customerId}/${await file()}`;
    for (const { token } of [thief, agent, { token: undefined }]) {
      for (const kind of ["", "authenticated/", "public/", "sign/"]) {
        const answer = await supabase(`/storage/v1/object/${kind}exports/${path}`, {
          token,
          ...(kind === "sign/" && { body: { expiresIn: 60 } }),
        });
        expect(answer.status, `${kind}: ${answer.text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
      }
      const list = await supabase("/storage/v1/object/list/exports", {
        token,
        body: { prefix: victim.customerId },
      });
      expect(list.status >= 400 || list.text === "[]", list.text).toBe(true);
    }
    const download = await call(`/api/portal/privacy/requests/${id}/download`, { token: thief.token });
    expect(download.status).toBe(404);
  });
});
