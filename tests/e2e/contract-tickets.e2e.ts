import { beforeAll, describe, expect, test } from "vitest";
import { call, dataOf, errorOf, NOBODYS, newcomer, openTicket, type Person, type Ticket } from "./program.ts";

let customer: Person & { customerId: string };
let agent: Person;

beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
});

const address = (ticket: Ticket, rest = "") => `/api/portal/tickets/${ticket.id}${rest}`;
const asCustomer = (path: string, body?: Record<string, unknown>, method?: string) =>
  call(path, { token: customer.token, ...(body && { body }), ...(method && { method }) });
const asAgent = (path: string, body?: Record<string, unknown>, method?: string) =>
  call(path, { token: agent.token, ...(body && { body }), ...(method && { method }) });
const ask = (ticket: Ticket, status: string) => asCustomer(address(ticket, "/status"), { status }, "PATCH");
const move = (ticket: Ticket, changes: Record<string, unknown>) =>
  asAgent(`/api/admin/tickets/${ticket.id}`, changes, "PATCH");

describe("opening a ticket", () => {
  const INPUT = { subject: "It hums", description: "Since *Tuesday*.", category: "technical" };
  const open = (input: Record<string, unknown>, headers: Record<string, string> = {}) =>
    call("/api/portal/tickets", { token: customer.token, body: input, headers });

  test("answers with all of it", async () => {
    const made = dataOf<Ticket>(await open({ ...INPUT, priority: "high" }), 201);
    expect(made).toMatchObject({
      ...INPUT,
      number: expect.stringMatching(/^TKT-\d{4}-\d{5}$/),
      priority: "high",
      status: "new",
      messages: [{ body: INPUT.description, authorType: "customer", internal: false }],
      attachments: [],
      timeline: [{ type: "created", newValue: "new" }],
      allowedActions: ["reply", "resolve", "close", "cancel"],
      sla: { firstResponseDueAt: expect.any(String), resolutionDueAt: expect.any(String), pausedAt: null },
    });
    for (const name of [made.id, made.number, made.number.toLowerCase(), made.id.toUpperCase()]) {
      const read = dataOf<Ticket>(await asCustomer(`/api/portal/tickets/${name}`));
      expect(read).toEqual(made);
    }
  });

  test("under a key happens once, however often and at once it is asked for", async () => {
    const key = { "idempotency-key": crypto.randomUUID() };
    const together = await Promise.all([1, 2, 3].map(() => open(INPUT, key)));
    const later = await open(INPUT, key);
    for (const answer of [...together, later]) {
      expect(answer.status).toBe(201);
      expect(answer.text).toBe(later.text);
    }
    expect(errorOf(await open({ ...INPUT, subject: "It whistles" }, key), 409).reason).toBe(
      "idempotency_key_reused",
    );
    const stranger = await newcomer();
    const theirs = await call("/api/portal/tickets", { token: stranger.token, body: INPUT, headers: key });
    expect(dataOf<Ticket>(theirs, 201).id).not.toBe(dataOf<Ticket>(later, 201).id);
  });

  test("takes keys of up to 100 characters", async () => {
    dataOf(await open(INPUT, { "idempotency-key": crypto.randomUUID().padEnd(100, "x") }), 201);
    for (const key of ["", "x".repeat(101)]) errorOf(await open(INPUT, { "idempotency-key": key }), 400);
  });

  test.for([
    ["nothing", {}, ["subject", "description", "category"]],
    ["20,000 characters of subject", { ...INPUT, subject: "x".repeat(20_000) }, ["subject"]],
    ["too long a description", { ...INPUT, description: "x".repeat(10_001) }, ["description"]],
    ["blanks", { ...INPUT, subject: " \t\n ", description: "\u0000" }, ["subject", "description"]],
    ["other types", { subject: 1, description: [], category: {} }, ["subject", "description", "category"]],
    ["an unknown category", { ...INPUT, category: "nonsense" }, ["category"]],
    ["a category that is none", { ...INPUT, category: "'; --" }, ["category"]],
    ["an unknown priority", { ...INPUT, priority: "critical" }, ["priority"]],
    ["another category's issue type", { ...INPUT, issueType: "damaged_product" }, ["issueType"]],
    ["nobody's order", { ...INPUT, orderId: NOBODYS }, ["orderId"]],
    ["nobody's service", { ...INPUT, serviceId: NOBODYS }, ["serviceId"]],
    ["nobody's domain", { ...INPUT, domainId: "1 or 1=1" }, ["domainId"]],
    ["nobody's file", { ...INPUT, attachmentIds: [NOBODYS] }, ["attachmentIds"]],
    ["eleven files", { ...INPUT, attachmentIds: Array(11).fill(NOBODYS) }, ["attachmentIds"]],
    ["items of no order", { ...INPUT, affectedItems: [{ orderItemId: NOBODYS, quantity: 1 }] }, ["orderId"]],
    ["nobody's earlier ticket", { ...INPUT, followUpOf: NOBODYS }, ["followUpOf"]],
  ] as const)("with %s names what is wrong", async ([, input, fields]) => {
    const error = errorOf(await open(input), 422);
    expect(Object.keys(error.fields ?? {}).toSorted()).toEqual([...fields].toSorted());
  });

  test("counts characters as people do", async () => {
    const subject = "👩‍🌾é".repeat(40);
    expect(dataOf<Ticket>(await open({ ...INPUT, subject }), 201).subject).toBe(subject);
  });

  test("is for oneself: a customer chooses neither status, channel, customer nor requester", async () => {
    const wishes = {
      status: "closed",
      channel: "phone",
      customerId: NOBODYS,
      requesterId: NOBODYS,
      number: "TKT-1-1",
    };
    const made = dataOf<Ticket>(await open({ ...INPUT, ...wishes }), 201);
    expect(made).toMatchObject({ status: "new", channel: "portal", requesterName: "Nomsa Newcomer" });
    expect(made.number).not.toBe(wishes.number);
  });

  test("is for staff to do in a customer's name", async () => {
    errorOf(await asAgent("/api/admin/tickets", INPUT), 422);
    const made = await asAgent("/api/admin/tickets", { ...INPUT, customerId: customer.customerId });
    expect(dataOf(made, 201)).toMatchObject({ channel: "phone", customerId: customer.customerId });
  });
});

describe("what may be done", () => {
  // The way of one ticket through every status: who does what, where it leads, and what is then allowed.
  test("follows the status, for the customer and for staff", async () => {
    const ticket = await openTicket(customer);
    const expectAllowed = async (status: string, forCustomer: string, forStaff: string) => {
      const [theirs, staffs] = await Promise.all([
        asCustomer(address(ticket)),
        asAgent(`/api/admin/tickets/${ticket.id}`),
      ]);
      expect(dataOf<Ticket>(theirs)).toMatchObject({ status });
      expect(dataOf<Ticket>(theirs).allowedActions.toSorted().join(" ")).toBe(forCustomer);
      expect(dataOf<Ticket>(staffs).allowedActions.toSorted().join(" ")).toBe(forStaff);
    };
    await expectAllowed("new", "cancel close reply resolve", "assign cancel hold reply resolve start wait");
    dataOf(await move(ticket, { assigneeId: agent.id }));
    await expectAllowed("assigned", "close reply resolve", "cancel hold reply resolve start wait");
    dataOf(await move(ticket, { status: "in_progress" }));
    await expectAllowed("in_progress", "close reply resolve", "cancel hold reply resolve wait");
    dataOf(await move(ticket, { status: "on_hold" }));
    await expectAllowed("on_hold", "close reply resolve", "cancel reply resolve start wait");
    dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/messages`, { body: "Which cable?" }), 201);
    await expectAllowed("waiting_customer", "close reply resolve", "cancel hold reply resolve start");
    dataOf(await asCustomer(address(ticket, "/messages"), { body: "The red one." }), 201);
    await expectAllowed("in_progress", "close reply resolve", "cancel hold reply resolve wait");
    dataOf(await move(ticket, { status: "resolved" }));
    await expectAllowed("resolved", "close rate reopen reply", "close reopen reply");
    dataOf(await asCustomer(address(ticket, "/rating"), { rating: 5 }));
    await expectAllowed("resolved", "close reopen reply", "close reopen reply");
    dataOf(await ask(ticket, "closed"));
    await expectAllowed("closed", "reopen", "reopen");
    dataOf(await ask(ticket, "reopened"));
    await expectAllowed("in_progress", "close reply resolve", "cancel hold reply resolve wait");
    dataOf(await move(ticket, { status: "cancelled" }));
    await expectAllowed("cancelled", "follow_up", "reopen");
  });

  test("is nothing else: a change that the status does not allow is 409 and changes nothing", async () => {
    const ticket = await openTicket(customer);
    expect(errorOf(await ask(ticket, "reopened"), 409).reason).toBe("invalid_transition");
    expect(errorOf(await asCustomer(address(ticket, "/rating"), { rating: 5 }), 409).reason).toBe(
      "not_resolved",
    );
    expect(errorOf(await move(ticket, { status: "closed" }), 409).reason).toBe("invalid_transition");
    dataOf(await ask(ticket, "closed"));
    expect(errorOf(await ask(ticket, "resolved"), 409).reason).toBe("invalid_transition");
    expect(errorOf(await asCustomer(address(ticket, "/messages"), { body: "Hello?" }), 409).reason).toBe(
      "ticket_closed",
    );
    expect(dataOf<Ticket>(await asCustomer(address(ticket)))).toMatchObject({
      status: "closed",
      messages: [{}],
    });
    dataOf(await asCustomer(address(ticket, "/rating"), { rating: 2, comment: "Never answered." }));
    expect(errorOf(await asCustomer(address(ticket, "/rating"), { rating: 3 }), 409).reason).toBe(
      "already_rated",
    );
  });

  test("is refused when somebody else was faster", async () => {
    const ticket = await openTicket(customer);
    const priority = (value: string) => move(ticket, { priority: value, expectedVersion: ticket.version });
    const [one, other] = await Promise.all([priority("low"), priority("urgent")]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
    expect(errorOf(one.status === 409 ? one : other, 409).reason).toBe("ticket_changed");
  });

  test("has inputs of its own", async () => {
    const ticket = await openTicket(customer);
    for (const status of ["in_progress", "new", "", null, 1]) {
      const answer = await asCustomer(address(ticket, "/status"), { status }, "PATCH");
      expect(errorOf(answer, 422).fields).toHaveProperty("status");
    }
    for (const rating of [0, 6, 1.5, "5", null]) {
      expect(errorOf(await asCustomer(address(ticket, "/rating"), { rating }), 422).fields).toHaveProperty(
        "rating",
      );
    }
    for (const changes of [
      {},
      { status: "open" },
      { priority: "normal" },
      { assigneeId: customer.id },
      { tags: ["no spaces"] },
    ]) {
      errorOf(await move(ticket, changes), 422);
    }
    for (const input of [
      { body: "" },
      { body: "x".repeat(10_001) },
      { body: "x", attachmentIds: "all" },
      {},
    ]) {
      errorOf(await asCustomer(address(ticket, "/messages"), input), 422);
    }
  });
});

describe("messages", () => {
  test("are answered with what was written, once for each key", async () => {
    const ticket = await openTicket(customer);
    const send = (body: string, key: string) =>
      call(address(ticket, "/messages"), {
        token: customer.token,
        body: { body },
        headers: { "idempotency-key": key },
      });
    const first = await send("Any news?", "first");
    expect(dataOf(first, 201)).toMatchObject({
      body: "Any news?",
      authorType: "customer",
      internal: false,
      attachments: [],
    });
    expect((await send("Any news?", "first")).text).toBe(first.text);
    errorOf(await send("Anything?", "first"), 409);
    dataOf(await send("Any news?", "second"), 201);
    const { messages } = dataOf<Ticket>(await asCustomer(address(ticket)));
    expect(messages.map(({ body }) => body)).toEqual(["It **does**.", "Any news?", "Any news?"]);
  });

  test("of staff may be notes, which no customer ever gets", async () => {
    const ticket = await openTicket(customer);
    const note = `note ${crypto.randomUUID()}`;
    const made = await asAgent(`/api/admin/tickets/${ticket.id}/messages`, { body: note, internal: true });
    expect(dataOf(made, 201)).toMatchObject({ internal: true });
    dataOf(await move(ticket, { tags: [`tag-${ticket.number.toLowerCase()}`] }));
    const seen = await Promise.all(
      [
        address(ticket),
        address(ticket, "/messages"),
        "/api/portal/tickets",
        "/api/portal/dashboard/stats",
        "/api/portal/notifications",
      ].map((path) => asCustomer(path)),
    );
    for (const { text } of seen)
      expect(text).not.toMatch(new RegExp(`${note}|tag-tkt|"internal":true|insights`));
    expect((await asAgent(`/api/admin/tickets/${ticket.id}`)).text).toContain(note);
    // A customer who asks for a note gets an ordinary message.
    const tried = await asCustomer(address(ticket, "/messages"), {
      body: "Hi",
      internal: true,
      status: "in_progress",
    });
    expect(dataOf(tried, 201)).toMatchObject({ internal: false });
  });
});
