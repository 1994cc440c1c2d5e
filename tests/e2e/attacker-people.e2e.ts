// What somebody can read who passes by the portal, who they can become, and what a token is worth.
import { beforeAll, describe, expect, inject, test } from "vitest";
import { signJwt } from "../../supabase/embedded/jwt.ts";
import { DEMO_PASSWORD } from "../helpers/app.ts";
import { call, errorOf, NOBODYS, newcomer, openTicket, service, supabase } from "./program.ts";
import { codeOf, FOR_VISITORS, rowsOf, type Scene, SHARED, STAFF_ONLY, setScene, TABLES } from "./surface.ts";

/** Of tables that hide some of their columns: those that are shown. */
const COLUMNS: Record<string, string> = {
  message_logs: "id,channel,kind,template",
  portal_audit_log: "id,customer_id,action",
  ticket_attachments: "id,customer_id,file_name",
};

/** Tables that nobody who is signed in reads at all: what is to be known of them, functions tell. */
const CLOSED = ["privacy_receipts", "push_subscriptions"];

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

describe("what is read", () => {
  test("by nobody are the public settings and the help centre", async () => {
    for (const { schema, table } of TABLES.filter((one) => one.schema === "public")) {
      const answer = await scene.rest(`${table}?select=*`, "nobody");
      if (table === "app_settings") expect(rowsOf(answer).every((row) => row.is_public === true)).toBe(true);
      else if (FOR_VISITORS.includes(table)) {
        expect(rowsOf(answer).every((row) => (row.status ?? "published") === "published")).toBe(true);
      } else expect([answer.status, codeOf(answer)], `${schema}.${table}`).toEqual([401, "42501"]);
    }
  });

  test("by one customer is nothing of another's", async () => {
    for (const { table } of TABLES.filter(({ schema }) => schema === "public")) {
      if (CLOSED.includes(table)) {
        expect(codeOf(await scene.rest(`${table}?select=*`, "customer")), table).toBe("42501");
        continue;
      }
      const select = COLUMNS[table] ?? "*";
      const [one, other] = await Promise.all(
        (["customer", "customer2"] as const).map(async (who) =>
          rowsOf(await scene.rest(`${table}?select=${select}&limit=1000`, who)),
        ),
      );
      const theirs = new Set(other?.map((row) => JSON.stringify(row)));
      const both = one?.filter((row) => theirs.has(JSON.stringify(row))) ?? [];
      if (SHARED.includes(table)) expect(both.length, table).toBeGreaterThan(0);
      else if (!FOR_VISITORS.includes(table)) expect(both, table).toEqual([]);
      if (STAFF_ONLY.includes(table)) expect(one, table).toEqual([]);
    }
  });

  test("by customers is nothing internal, whichever way it is asked for", async () => {
    for (const who of ["customer", "customer2"] as const) {
      for (const path of [
        "ticket_messages?is_internal=is.true",
        "ticket_events?is_internal=is.true",
        "ticket_attachments?is_internal=is.true&select=id",
        "app_settings?is_public=is.false",
        "portal_users?role=neq.customer",
        `support_tickets?id=eq.${scene.secret.id}`,
        `support_tickets?number=eq.${scene.secret.number}`,
        `ticket_messages?ticket_id=eq.${scene.secret.id}`,
        `ticket_attachments?id=eq.${scene.fileId}&select=id`,
        `customer_profiles?id=eq.${scene.victim.customerId}`,
        `portal_users?id=eq.${scene.victim.id}`,
        `support_tickets?or=(id.eq.${scene.secret.id},and(id.eq.${scene.secret.id},id.not.is.null))`,
      ]) {
        expect(rowsOf(await scene.rest(path, who)), path).toEqual([]);
      }
      const embedded = rowsOf(
        await scene.rest(
          "support_tickets?select=*,tags:ticket_tags(*),insights:ticket_insights(*),messages:ticket_messages(is_internal),assignee:portal_users!support_tickets_assignee_id_fkey(*),profile:customer_profiles!support_tickets_customer_id_fkey(*,portal_users(*))",
          who,
        ),
      );
      expect(embedded.length).toBeGreaterThan(5);
      for (const ticket of embedded) {
        expect([ticket.tags, ticket.insights, ticket.assignee]).toEqual([[], null, null]);
        expect(JSON.stringify(ticket.messages)).not.toContain("true");
      }
      for (const column of ["ip", "user_agent", "*"]) {
        expect((await scene.rest(`portal_audit_log?select=${column}`, who)).status).toBe(403);
      }
      expect((await scene.rest("portal_audit_log?select=id&order=ip", who)).status).toBe(403);
    }
    // They are there, but past the functions that write down who read them not even staff read any.
    expect(rowsOf(await service("/rest/v1/ticket_messages?is_internal=is.true&limit=1"))).toHaveLength(1);
    expect(rowsOf(await scene.rest("ticket_messages?limit=1", "agent"))).toEqual([]);
  });

  test("by commands is nothing of another's either", async () => {
    const answers = await Promise.all(
      [
        ["get_ticket", { p_ref: scene.secret.id }],
        ["get_ticket", { p_ref: scene.secret.number }],
        ["mark_ticket_read", { p_ticket_id: scene.secret.id }],
        ["reply_to_ticket", { p_key: null, p_ticket_id: scene.secret.id, p_input: { body: "x" } }],
        ["change_ticket_status", { p_ticket_id: scene.secret.id, p_action: "close", p_input: {} }],
        ["rate_ticket", { p_ticket_id: scene.secret.id, p_rating: 1, p_comment: "x" }],
      ].map(([name, body]) =>
        scene.rest(`rpc/${name}`, "customer", { body: body as Record<string, unknown> }),
      ),
    );
    for (const answer of answers) expect([answer.status, codeOf(answer)]).toEqual([404, "PT404"]);
    for (const filters of [
      { customer: scene.victim.customerId },
      { q: scene.secret.number },
      { assignee: "none" },
      { tag: "x" },
    ]) {
      const answer = await scene.rest("rpc/search_tickets", "customer", { body: { p_filters: filters } });
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(scene.secret.id);
    }
  });
});

describe("somebody who signs up", () => {
  const signUp = (body: Record<string, unknown>) => supabase("/auth/v1/signup", { body });
  const claims = { role: "admin", portal_role: "admin", customer_id: NOBODYS, email_verified: true };

  test("becomes nothing by asking for it, at the start or later", async () => {
    const email = `${crypto.randomUUID()}@portico.test`;
    const wishes = {
      data: claims,
      app_metadata: claims,
      role: "service_role",
      email_confirm: true,
      email_confirmed_at: "2020-01-01",
    };
    expect((await signUp({ email, password: DEMO_PASSWORD, ...wishes })).status).toBe(200);
    const password = { email, password: DEMO_PASSWORD };
    expect((await supabase("/auth/v1/token?grant_type=password", { body: password })).status).toBe(400);

    const known = await newcomer();
    for (const body of [
      { data: claims },
      { app_metadata: claims },
      { role: "service_role" },
      { email_confirm: true, phone: "+27825550100" },
    ]) {
      await supabase("/auth/v1/user", { method: "PUT", token: known.token, body });
    }
    const renewed = await supabase("/auth/v1/token?grant_type=password", {
      body: { email: known.email, password: DEMO_PASSWORD },
    });
    const { access_token: token } = renewed.json as { access_token: string };
    const viewer = (await supabase("/rest/v1/rpc/get_viewer", { token, body: {} })).json;
    expect(viewer).toMatchObject({ role: "customer", customerId: known.customerId });
    errorOf(await call("/api/admin/tickets", { token }), 403);
  });

  test("takes over no address that has not answered", async () => {
    const known = await newcomer();
    const wanted = `${crypto.randomUUID()}@portico.test`;
    await service("/rest/v1/customer_profiles", { body: { full_name: "Somebody known", email: wanted } });
    await supabase("/auth/v1/user", { method: "PUT", token: known.token, body: { email: wanted } });
    const [user] = rowsOf(await service(`/rest/v1/portal_users?id=eq.${known.id}&select=email,customer_id`));
    expect(user).toEqual({ email: known.email, customer_id: known.customerId });
    await signUp({ email: wanted, password: DEMO_PASSWORD });
    expect(rowsOf(await service(`/rest/v1/portal_users?email=eq.${wanted}`))).toEqual([]);
  });
});

describe("a token", () => {
  const readsNothing = async (token: string) => {
    const answer = await supabase("/rest/v1/support_tickets?select=id", { token });
    expect(answer.status === 401 || JSON.stringify(answer.json) === "[]", answer.text).toBe(true);
    expect((await supabase("/rest/v1/rpc/get_viewer", { token, body: {} })).status).toBeOneOf([401, 403]);
  };

  test("that is forged, unsigned or expired reads nothing", async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: scene.victim.id, role: "authenticated", aud: "authenticated", exp: now + 600 };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const token of [
      signJwt({ ...claims, exp: now - 1 }, inject("app").supabase.SUPABASE_JWT_SECRET),
      signJwt({ ...claims, role: "service_role" }, "another-secret-of-at-least-thirty-two-characters"),
      `${part({ alg: "none" })}.${part(claims)}.`,
      `${part({ alg: "none" })}.${part({ ...claims, role: "service_role" })}.x`,
      `${part({ alg: "HS256" })}.${part({ ...claims, role: "postgres" })}.${part("x")}`,
      "nonsense",
    ]) {
      expect((await supabase("/rest/v1/support_tickets?select=id", { token })).status).toBe(401);
      expect((await supabase("/auth/v1/user", { token })).status).toBeOneOf([401, 403]);
    }
  });

  test("reads nothing after its session was signed out", async () => {
    const person = await newcomer();
    await openTicket(person);
    expect(
      (await supabase("/auth/v1/logout?scope=local", { method: "POST", token: person.token })).status,
    ).toBe(204);
    await readsNothing(person.token);
    errorOf(await call("/api/portal/tickets", { token: person.token }), 401);
    const password = { method: "PUT", token: person.token, body: { password: "another-password-1" } };
    expect((await supabase("/auth/v1/user", password)).status).toBeOneOf([401, 403]);
  });

  test("reads nothing while the portal is locked, and neither does a new one", async () => {
    const person = await newcomer();
    await openTicket(person);
    await service(`/rest/v1/portal_users?id=eq.${person.id}`, {
      method: "PATCH",
      body: { portal_active: false },
    });
    await readsNothing(person.token);
    expect(errorOf(await call("/api/portal/tickets", { token: person.token }), 403).reason).toBe(
      "portal_locked",
    );
    expect(errorOf(await call("/api/portal/dashboard/stats", { cookie: person.cookie }), 403).reason).toBe(
      "portal_locked",
    );
    const again = await call("/api/portal/auth/login", {
      body: { email: person.email, password: DEMO_PASSWORD },
    });
    expect(errorOf(again, 403).reason).toBe("portal_locked");
    expect(again.headers.getSetCookie()).toEqual([]);
    const raw = await supabase("/auth/v1/token?grant_type=password", {
      body: { email: person.email, password: DEMO_PASSWORD },
    });
    await readsNothing((raw.json as { access_token: string }).access_token);
  });
});
