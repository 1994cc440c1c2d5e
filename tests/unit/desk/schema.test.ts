import { describe, expect, test } from "vitest";
import {
  deskFilters,
  STAFF_ACTIONS,
  staffMessageForm,
  staffMessageInput,
  staffTicketForm,
  ticketChanges,
  ticketChangesForm,
} from "@/lib/tickets/desk-schema";
import { TRANSITIONS } from "@/lib/tickets/status";

const ID = "5b0c8c9e-6a8e-4a54-9d4b-0d3f9d7a1c11";

describe("changes of a ticket", () => {
  test("name at least one", () => {
    expect(ticketChanges.safeParse({}).success).toBe(false);
    expect(ticketChanges.safeParse({ expectedVersion: 3 }).success).toBe(false);
    expect(ticketChanges.parse({ priority: "high" })).toEqual({ priority: "high" });
  });

  test("take a ticket away with null, and only with null", () => {
    expect(ticketChanges.parse({ assigneeId: null })).toEqual({ assigneeId: null });
    expect(ticketChanges.safeParse({ assigneeId: "" }).success).toBe(false);
  });

  test.each([
    [{ priority: "critical" }],
    [{ status: "open" }],
    [{ tags: ["no spaces"] }],
    [{ tags: Array.from({ length: 21 }, (_, at) => `tag-${at}`) }],
    [{ category: "Technical; drop table" }],
  ])("refuse %j", (changes) => {
    expect(ticketChanges.safeParse(changes).success).toBe(false);
  });

  test("come from the page one at a time, as text", () => {
    const base = { ticketId: ID, expectedVersion: "4" };
    expect(ticketChangesForm.parse({ ...base, assigneeId: "" })).toEqual({
      ticketId: ID,
      expectedVersion: 4,
      assigneeId: null,
    });
    expect(ticketChangesForm.parse({ ...base, tags: "VIP, hardware,," }).tags).toEqual(["vip", "hardware"]);
    expect(ticketChangesForm.parse({ ...base, tags: "" }).tags).toEqual([]);
    expect(ticketChangesForm.safeParse({ ...base, expectedVersion: "soon" }).success).toBe(false);
  });
});

describe("a message of staff", () => {
  test("is a reply unless it says that it is internal", () => {
    expect(staffMessageInput.parse({ body: "Hello" })).toMatchObject({ internal: false, attachmentIds: [] });
    expect(staffMessageInput.safeParse({ body: "Hello", internal: "yes" }).success).toBe(false);
  });

  test("comes from the composer as text", () => {
    const form = {
      ticketId: ID,
      key: "k1",
      body: " Hello ",
      internal: "true",
      attachmentIds: ID,
      status: "",
    };
    expect(staffMessageForm.parse(form)).toEqual({
      ticketId: ID,
      key: "k1",
      body: "Hello",
      internal: true,
      attachmentIds: [ID],
      status: undefined,
    });
    expect(staffMessageForm.safeParse({ ...form, status: "resolved" }).success).toBe(false);
  });
});

describe("a ticket for a customer", () => {
  test("leaves to the category what the form leaves empty", () => {
    const form = {
      key: "k1",
      customerId: ID,
      category: "billing",
      subject: "Charged twice",
      description: "On the 3rd and the 5th.",
      priority: "",
      issueType: "",
      channel: "whatsapp",
    };
    expect(staffTicketForm.parse(form)).toMatchObject({ customerId: ID, channel: "whatsapp" });
    expect(staffTicketForm.parse(form)).not.toHaveProperty("priority");
    expect(staffTicketForm.safeParse({ ...form, channel: "portal" }).success).toBe(false);
  });

  test("says beside each field what is missing", () => {
    const parsed = staffTicketForm.safeParse({ key: "k1" });
    const fields = parsed.error?.issues.map(({ path }) => path.join("."));
    expect(fields).toEqual(expect.arrayContaining(["customerId", "category", "subject", "description"]));
  });
});

test("filters of the queue take lists in either form", () => {
  expect(deskFilters.parse({ sla: "breached,at_risk" }).sla).toEqual(["breached", "at_risk"]);
  expect(deskFilters.parse({ sla: ["breached", "at_risk"] }).sla).toEqual(["breached", "at_risk"]);
  expect(deskFilters.safeParse({ assignee: "somebody" }).success).toBe(false);
  expect(deskFilters.parse({ assignee: ID }).assignee).toBe(ID);
});

test("the buttons of staff are all the moves that the state machine gives them", () => {
  const moves = new Set(TRANSITIONS.filter(({ actor }) => actor === "staff").map(({ action }) => action));
  moves.delete("assign");
  expect(new Set(STAFF_ACTIONS)).toEqual(moves);
});
