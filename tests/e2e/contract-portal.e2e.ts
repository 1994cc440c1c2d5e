import { describe, expect, test } from "vitest";
import {
  call,
  dataOf,
  errorOf,
  NOBODYS,
  newcomer,
  openTicket,
  type Person,
  PNG,
  signedIn,
  type Ticket,
  upload,
} from "./program.ts";

/** Whom a ticket can be about from the start. */
const CATEGORIES =
  "technical billing product shipping account order_issue site_edit question repair upgrade termination other".split(
    " ",
  );

type Stored = { id: string; fileName: string; mimeType: string; size: number; scanStatus: string };

describe("uploads", () => {
  const linkOf = async (id: string, { token }: Person) => {
    const answer = await call(`/api/portal/uploads/${id}`, { token });
    expect(answer.status).toBe(302);
    return answer.headers.get("location") ?? "";
  };

  test("are stored, attached once, and read by a link of a minute", async () => {
    const owner = await newcomer();
    const stored = dataOf<Stored>(await upload(owner), 201);
    expect(stored).toEqual({
      id: expect.any(String),
      fileName: "pixel.png",
      mimeType: "image/png",
      size: expect.any(Number),
      scanStatus: "skipped",
    });
    const ticket = await openTicket(owner, { attachmentIds: [stored.id] });
    expect(ticket.attachments).toMatchObject([{ id: stored.id, fileName: "pixel.png", width: 1, height: 1 }]);

    const link = new URL(await linkOf(stored.id, owner));
    const { exp } = JSON.parse(atob(link.searchParams.get("token")?.split(".")[1] ?? "")) as { exp: number };
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(60);
    const file = await fetch(link);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/png"]);

    const again = { token: owner.token, body: { body: "Again", attachmentIds: [stored.id] } };
    expect(
      errorOf(await call(`/api/portal/tickets/${ticket.id}/messages`, again), 422).fields,
    ).toHaveProperty("attachmentIds");
    errorOf(await call(`/api/portal/uploads/${stored.id}`, { token: owner.token, method: "DELETE" }), 404);
  });

  test("can be taken back until they are sent", async () => {
    const owner = await newcomer();
    const { id } = dataOf<Stored>(await upload(owner), 201);
    expect((await call(`/api/portal/uploads/${id}`, { token: owner.token, method: "DELETE" })).status).toBe(
      204,
    );
    errorOf(await call(`/api/portal/uploads/${id}`, { token: owner.token }), 404);
    errorOf(
      await call("/api/portal/tickets", {
        token: owner.token,
        body: { subject: "x", description: "x", category: "other", attachmentIds: [id] },
      }),
      422,
    );
  });

  test("are nobody else's: not to read, to attach, to remove, nor to put on a ticket", async () => {
    const [owner, stranger] = await Promise.all([newcomer(), newcomer()]);
    const ticket = await openTicket(owner);
    const waiting = dataOf<Stored>(await upload(owner), 201);
    const sent = dataOf<Stored>(await upload(owner, PNG, "b.png", { ticketId: ticket.id }), 201);
    dataOf(
      await call(`/api/portal/tickets/${ticket.id}/messages`, {
        token: owner.token,
        body: { body: "x", attachmentIds: [sent.id] },
      }),
      201,
    );
    const theirs = await openTicket(stranger);
    for (const { id } of [waiting, sent]) {
      errorOf(await call(`/api/portal/uploads/${id}`, { token: stranger.token }), 404);
      errorOf(await call(`/api/portal/uploads/${id}`, { token: stranger.token, method: "DELETE" }), 404);
      const grab = { token: stranger.token, body: { body: "mine", attachmentIds: [id] } };
      errorOf(await call(`/api/portal/tickets/${theirs.id}/messages`, grab), 422);
    }
    for (const ticketId of [ticket.id, NOBODYS, "x", "../.."]) {
      errorOf(await upload(stranger, PNG, "c.png", { ticketId }), 404);
    }
  });

  test("of staff to an internal note stay internal", async () => {
    const [owner, agent] = await Promise.all([newcomer(), newcomer("agent")]);
    const ticket = await openTicket(owner);
    errorOf(await upload(agent), 422);
    const { id } = dataOf<Stored>(await upload(agent, PNG, "d.png", { ticketId: ticket.id }), 201);
    errorOf(await call(`/api/portal/uploads/${id}`, { token: owner.token }), 404);
    const note = { body: "See the picture", internal: true, attachmentIds: [id] };
    dataOf(await call(`/api/admin/tickets/${ticket.id}/messages`, { token: agent.token, body: note }), 201);
    errorOf(await call(`/api/portal/uploads/${id}`, { token: owner.token }), 404);
    expect(
      dataOf<Ticket>(await call(`/api/portal/tickets/${ticket.id}`, { token: owner.token })).attachments,
    ).toEqual([]);
    await linkOf(id, agent);
  });

  test("are refused when they are too large, not what they say, or no form", async () => {
    const owner = await newcomer();
    const { token } = owner;
    errorOf(await upload(owner, new Uint8Array(11 * 1024 * 1024)), 413);
    errorOf(await upload(owner, "x".repeat(10 * 1024 * 1024 + 1), "long.txt"), 413);
    for (const page of [
      "<!doctype html><script>alert(1)</script>",
      "\ufeff <html>",
      "<svg onload='alert(1)'/>",
      "<?xml version='1.0'?>",
      "MZ\u0000\u0001",
    ]) {
      errorOf(await upload(owner, page, "picture.png"), 415);
    }
    errorOf(await upload(owner, ""), 422);
    errorOf(await call("/api/portal/uploads", { token, method: "POST", body: { file: "x" } }), 415);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    errorOf(
      await call("/api/portal/uploads", {
        token,
        method: "POST",
        body: new TextEncoder().encode("--x\r\nfile"),
        headers,
      }),
      400,
    );
    const empty = new FormData();
    empty.append("file", "a text field");
    errorOf(await call("/api/portal/uploads", { token, method: "POST", body: empty }), 422);
  });

  test("take ten megabytes, by cookie too", async () => {
    const owner = await newcomer();
    const answer = await upload({ cookie: owner.cookie }, "x".repeat(10 * 1024 * 1024), "long.txt");
    expect(dataOf<Stored>(answer, 201)).toMatchObject({ mimeType: "text/plain", size: 10 * 1024 * 1024 });
  });

  test.for([
    ["../../etc/passwd.png", "passwd.png"],
    ["C:\\temp\\x.png", "x.png"],
    ["photo\u202egnp.exe", "photognp.exe.png"],
    ["page.html", "page.html.png"],
    ["con.png", "_con.png"],
    ["ثم.png", "ثم.png"],
    [`${"x".repeat(300)}.png`, `${"x".repeat(146)}.png`],
    ['a"b<c>.png', "a-b-c-.png"],
  ] as const)("called %j are called %j", async ([given, shown]) => {
    const stored = dataOf<Stored>(await upload(await newcomer(), PNG, given), 201);
    expect(stored.fileName).toBe(shown);
  });
});

describe("notifications", () => {
  test("tell of an answer, and are read one by one or all", async () => {
    const [owner, agent] = await Promise.all([newcomer(), newcomer("agent")]);
    const ticket = await openTicket(owner);
    const answer = (body: string) =>
      call(`/api/admin/tickets/${ticket.id}/messages`, { token: agent.token, body: { body } });
    for (const body of ["One", "Two", "Three"]) dataOf(await answer(body), 201);
    const list = await call("/api/portal/notifications", { token: owner.token });
    const notices = dataOf<{ id: string; event: string; readAt: string | null }[]>(list);
    const replies = notices.filter(({ event }) => event === "ticket_reply");
    expect(replies).toHaveLength(3);
    const unread = async () =>
      dataOf<{ unread: number }>(await call("/api/portal/notifications/count", { token: owner.token }))
        .unread;
    const before = await unread();
    const read = (body: Record<string, unknown>, { token }: Person = owner) =>
      call("/api/portal/notifications/read", { token, body });
    // Somebody else's are none of one's own.
    dataOf(await read({ ids: notices.map(({ id }) => id) }, agent));
    expect(await unread()).toBe(before);
    expect(dataOf(await read({ ids: [replies[0]?.id] }))).toEqual({ unread: before - 1 });
    expect(dataOf(await read({}))).toEqual({ unread: 0 });
    for (const ids of [["x"], "all", Array(101).fill(NOBODYS), [1]]) errorOf(await read({ ids }), 422);
  });
});

test("the dashboard has what the contract names", async () => {
  const { token } = await signedIn("customer");
  const stats = dataOf<Record<string, unknown> & { recentTickets: unknown[]; recentActivity: unknown[] }>(
    await call("/api/portal/dashboard/stats", { token }),
  );
  for (const figure of [
    "openTickets",
    "resolvedTickets",
    "activeOrders",
    "pendingInvoices",
    "openQuotes",
    "upcomingCalls",
  ]) {
    expect(Number.isInteger(stats[figure]), figure).toBe(true);
  }
  expect(stats.outstanding).toEqual({ amount: expect.any(Number), currency: "ZAR" });
  expect(stats.recentTickets).toHaveLength(5);
  expect(stats.recentActivity).toHaveLength(10);
});

test("the figures of the tickets add up", async () => {
  const owner = await newcomer();
  expect(dataOf(await call("/api/portal/tickets/stats", { token: owner.token }))).toMatchObject({
    total: 0,
    byStatus: {},
    byCategory: {},
  });
  await openTicket(owner);
  await openTicket(owner, { category: "billing" });
  expect(dataOf(await call("/api/portal/tickets/stats", { token: owner.token }))).toMatchObject({
    total: 2,
    byStatus: { new: 2 },
    byCategory: { technical: 1, billing: 1 },
  });
});

test("the categories have what a form needs", async () => {
  const { token } = await signedIn("customer");
  const categories = dataOf<Record<string, unknown>[]>(
    await call("/api/portal/tickets/categories", { token }),
  );
  // Other tests may add some of their own.
  expect(categories.map(({ slug }) => slug)).toEqual(expect.arrayContaining(CATEGORIES));
  for (const category of categories) {
    expect(category).toMatchObject({
      slug: expect.any(String),
      label: expect.any(String),
      description: expect.any(String),
      issueTypes: expect.any(Array),
    });
  }
  const order = categories.find(({ slug }) => slug === "order_issue");
  expect(order?.issueTypes).toContainEqual({ slug: "damaged_product", label: "Damaged product" });
});

test("the token for live updates is short-lived, and only for our own pages", async () => {
  const { token, cookie } = await signedIn("customer");
  const access = dataOf<{ token: string; expiresAt: string }>(
    await call("/api/portal/realtime-token", { cookie }),
  );
  expect(Object.keys(access).toSorted()).toEqual(["expiresAt", "publishableKey", "token", "url"]);
  expect(Date.parse(access.expiresAt) - Date.now()).toBeLessThanOrEqual(3_600_000);
  dataOf(await call("/api/portal/realtime-token", { token }));
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
    errorOf(await call("/api/portal/realtime-token", { cookie, headers }), 403);
  }
});
