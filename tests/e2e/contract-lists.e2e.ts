import { beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  call,
  dataOf,
  errorOf,
  NOBODYS,
  newcomer,
  openTicket,
  type Person,
  signedIn,
  type Ticket,
} from "./program.ts";

let customer: Person & { customerId: string };
let agent: Person;

beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
});

describe("lists", () => {
  const pageOf = (answer: Answer) => {
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    return answer.json as { data: { id: string }[]; nextCursor: string | null };
  };

  /** Every id of a list, page by page. */
  async function walk(path: string, who: Person, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
      const page = pageOf(
        await call(`${path}${path.includes("?") ? "&" : "?"}${query}`, { token: who.token }),
      );
      expect(page.data.length).toBeLessThanOrEqual(limit);
      if (page.nextCursor !== null) expect(page.data).toHaveLength(limit);
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return ids;
  }

  test("are walked to their end, nothing twice and nothing left out", async () => {
    const owner = await newcomer();
    // At once, so that some share their millisecond.
    const opened = await Promise.all(
      Array.from({ length: 9 }, (_, at) => openTicket(owner, { subject: `Ticket ${at}` })),
    );
    const [first] = opened as [Ticket, ...Ticket[]];
    for (let at = 0; at < 6; at++) {
      const input = { token: at % 2 ? owner.token : agent.token, body: { body: `Message ${at}` } };
      dataOf(await call(`/api/${at % 2 ? "portal" : "admin"}/tickets/${first.id}/messages`, input), 201);
    }
    const all = opened.map(({ id }) => id).toSorted();
    const queue = `/api/admin/tickets?customer=${owner.customerId}`;
    for (const limit of [1, 2, 3, 9, 100]) {
      const [own, staffs] = await Promise.all([
        walk("/api/portal/tickets", owner, limit),
        walk(queue, agent, limit),
      ]);
      expect(own.toSorted()).toEqual(all);
      expect(staffs).toEqual(own);
    }
    const messages = await walk(`/api/portal/tickets/${first.id}/messages`, owner, 2);
    expect(new Set(messages).size).toBe(7);
    expect(await walk(`/api/portal/tickets/${first.number}/messages?order=desc`, owner, 3)).toEqual(
      messages.toReversed(),
    );
    const notices = await walk("/api/portal/notifications", owner, 1);
    expect(new Set(notices).size).toBe(3);
    expect(await walk("/api/portal/notifications", owner, 100)).toEqual(notices);
  });

  test.for(["/api/portal/tickets", "/api/admin/tickets", "/api/portal/notifications"])(
    "%s holds 1 to 100, 20 unless asked otherwise, and knows its own cursors",
    async (path) => {
      const { token } = path.includes("admin") ? agent : await signedIn("customer");
      expect(pageOf(await call(path, { token })).data.length).toBeLessThanOrEqual(20);
      dataOf(await call(`${path}?limit=100`, { token }));
      for (const limit of ["0", "101", "-1", "1.5", "many", "", "1&limit=2"]) {
        expect(errorOf(await call(`${path}?limit=${limit}`, { token }), 400).fields).toHaveProperty("limit");
      }
      const forge = (at: string, id: string) => Buffer.from(JSON.stringify([at, id])).toString("base64url");
      for (const cursor of [
        "",
        "nonsense",
        forge("yesterday", NOBODYS),
        forge("2026-01-01T00:00:00Z", "1 or 1=1"),
        forge("1 Jan 2000 (,id.not.is.null)", NOBODYS),
        forge('1 Jan 2000 ("),body.neq.(x', NOBODYS),
        forge("+275760-09-13T00:00:00Z", NOBODYS),
        forge("2026-02-30T00:00:00Z", NOBODYS),
      ]) {
        expect(errorOf(await call(`${path}?cursor=${cursor}`, { token }), 400).fields).toHaveProperty(
          "cursor",
        );
      }
    },
  );

  test("of tickets are filtered", async () => {
    const owner = await newcomer();
    const word = `w${crypto.randomUUID().slice(0, 8)}`;
    const made = [
      await openTicket(owner, { subject: `Left ${word}`, priority: "urgent" }),
      await openTicket(owner, { subject: "Right", description: `It is ${word}.`, category: "billing" }),
      await openTicket(owner, { subject: "Neither" }),
    ];
    dataOf(
      await call(`/api/portal/tickets/${made[2]?.id}/status`, {
        token: owner.token,
        method: "PATCH",
        body: { status: "closed" },
      }),
    );
    const find = async (query: string) => {
      const { data } = pageOf(await call(`/api/portal/tickets?${query}`, { token: owner.token }));
      return data
        .map(({ id }) => made.findIndex((one) => one.id === id))
        .toSorted()
        .join("");
    };
    expect(await find("")).toBe("012");
    expect(await find(`q=${word}`)).toBe("01");
    expect(await find(`q=${made[2]?.number}`)).toBe("2");
    expect(await find("status=new")).toBe("01");
    expect(await find("status=new,closed&category=technical")).toBe("02");
    expect(await find("status=new&status=closed&priority=urgent")).toBe("0");
    expect(await find(`orderId=${NOBODYS}`)).toBe("");
    expect(await find("category=nonsense")).toBe("");
    for (const query of [
      "status=open",
      "priority=normal",
      "category=%27",
      "orderId=1",
      `q=${"x".repeat(201)}`,
    ]) {
      errorOf(await call(`/api/portal/tickets?${query}`, { token: owner.token }), 400);
    }
    for (const query of ["assignee=x", "customer=x", "sla=late", "tag=%00"]) {
      errorOf(await call(`/api/admin/tickets?${query}`, { token: agent.token }), 400);
    }
    const queue = (query: string) =>
      call(`/api/admin/tickets?customer=${owner.customerId}&${query}`, { token: agent.token });
    expect(pageOf(await queue("assignee=none")).data).toHaveLength(3);
    expect(pageOf(await queue("assignee=me")).data).toEqual([]);
    expect(pageOf(await queue("sla=breached,at_risk")).data).toEqual([]);
  });

  test("of customers find one, whatever is asked for", async () => {
    const find = async (q: string) =>
      pageOf(await call(`/api/admin/customers?q=${encodeURIComponent(q)}`, { token: agent.token })).data;
    const mine = [{ id: customer.customerId }];
    expect(await find(customer.email)).toMatchObject(mine);
    expect(await find(`\u0000${customer.email}`)).toMatchObject(mine);
    for (const q of ["'; drop table customer_profiles", "x".repeat(200), "a,email.not.is.null)("]) {
      expect(await find(q)).toEqual([]);
    }
  });
});
