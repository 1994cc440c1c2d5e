// Somebody who listens where they should not, and speaks where nobody should.
import { beforeAll, describe, expect, test } from "vitest";
import {
  call,
  dataOf,
  NOBODYS,
  newcomer,
  openTicket,
  type Person,
  service,
  supabase,
  type Ticket,
} from "./program.ts";
import { broadcasts, connect, type Line } from "./realtime-line.ts";

let owner: Person & { customerId: string };
let stranger: Person & { customerId: string };
let agent: Person;
let ticket: Ticket;

beforeAll(async () => {
  [owner, stranger, agent] = await Promise.all([newcomer(), newcomer(), newcomer("agent")]);
  ticket = await openTicket(owner);
});

const answer = (body: string, internal = false) =>
  call(`/api/admin/tickets/${ticket.id}/messages`, { token: agent.token, body: { body, internal } });

describe("a private channel", () => {
  test("is joined by whom it is meant for", async () => {
    const line = await connect();
    for (const [topic, token] of [
      [`user:${owner.id}`, owner.token],
      [`customer:${owner.customerId}`, owner.token],
      [`ticket:${ticket.id}`, owner.token],
      [`ticket:${ticket.id}`, agent.token],
      ["staff", agent.token],
    ] as const) {
      expect(await line.join(topic, true, token), topic).toBe("ok");
    }
  });

  test("is joined by nobody else", async () => {
    const line = await connect();
    for (const token of [undefined, stranger.token, "nonsense"]) {
      for (const topic of [
        "staff",
        "staff:",
        "staff:x",
        `user:${owner.id}`,
        `customer:${owner.customerId}`,
        `customer:${owner.customerId}:x`,
        `ticket:${ticket.id}`,
        `ticket:${ticket.id.toUpperCase()}`,
        `ticket:${NOBODYS}`,
        "ticket:",
        "ticket:' or true --",
        "customer:",
        "user:",
        "*",
        "realtime:staff",
        "",
      ]) {
        expect(await line.join(topic, true, token), `${topic} ${token?.slice(0, 5)}`).toBe("error");
      }
    }
  });

  test("is closed to a session that was signed out, and to somebody who is locked out", async () => {
    const line = await connect();
    const [leaver, locked] = await Promise.all([newcomer(), newcomer()]);
    await call("/api/portal/auth/logout", { method: "POST", token: leaver.token });
    await service(`/rest/v1/portal_users?id=eq.${locked.id}`, {
      method: "PATCH",
      body: { portal_active: false },
    });
    for (const { id, customerId, token } of [leaver, locked]) {
      for (const topic of [`user:${id}`, `customer:${customerId}`])
        expect(await line.join(topic, true, token)).toBe("error");
    }
  });

  test("carries ids and no contents, and of notes not even those to the customer", async () => {
    const [theirs, staffs] = [await connect(), await connect()];
    expect(await theirs.join(`ticket:${ticket.id}`, true, owner.token)).toBe("ok");
    expect(await staffs.join("staff", true, agent.token)).toBe("ok");
    const note = dataOf<{ id: string }>(await answer("A note for us", true), 201);
    const reply = dataOf<{ id: string }>(await answer("An answer for you"), 201);
    const told = (line: Line, id: string) =>
      broadcasts(line).some((frame) => JSON.stringify(frame).includes(id));
    await expect.poll(() => told(theirs, reply.id) && told(staffs, note.id), { timeout: 10_000 }).toBe(true);
    expect(told(theirs, note.id)).toBe(false);
    expect(JSON.stringify([theirs.heard, staffs.heard])).not.toMatch(/for us|for you|crackles/);
  });

  test("is not spoken on by anybody but the database, nor overheard on a public one of its name", async () => {
    const [listener, eavesdropper] = [await connect(), await connect()];
    expect(await listener.join("staff", true, agent.token)).toBe("ok");
    expect(await listener.join(`ticket:${ticket.id}`, true, agent.token)).toBe("ok");
    for (const topic of ["staff", `ticket:${ticket.id}`]) {
      await eavesdropper.join(topic, false, stranger.token);
      const payload = { type: "broadcast", event: "forged", payload: { ticketId: "forged" } };
      eavesdropper.send(["1", "9", `realtime:${topic}`, "broadcast", payload]);
      for (const token of [stranger.token, agent.token, undefined]) {
        for (const isPrivate of [true, false]) {
          const messages = [{ topic, event: "forged", payload: { ticketId: "forged" }, private: isPrivate }];
          await supabase("/realtime/v1/api/broadcast", { token, body: { messages } });
        }
      }
    }
    const reply = dataOf<{ id: string }>(await answer("What everybody waits for"), 201);
    await expect.poll(() => JSON.stringify(broadcasts(listener)), { timeout: 10_000 }).toContain(reply.id);
    expect(JSON.stringify(listener.heard)).not.toContain("forged");
    expect(JSON.stringify(eavesdropper.heard)).not.toContain(ticket.id.concat('"}'));
    expect(JSON.stringify(eavesdropper.heard)).not.toContain(reply.id);
  });
});
