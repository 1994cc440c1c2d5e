import { describe, expect, test } from "vitest";
import { ratingForm, replyForm, statusForm, ticketForm } from "@/lib/tickets/form-schema";
import {
  messageInput,
  ratingInput,
  statusInput,
  ticketFilters,
  ticketInput,
  ticketParams,
} from "@/lib/tickets/schema";
import { naughtyStrings } from "./naughty-strings";

const ID = "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01";
const ticket = (change: object = {}) => ({ subject: "A", description: "B", category: "question", ...change });

/** The faults of a value by field. */
function faults(
  schema: {
    safeParse(value: unknown): {
      success: boolean;
      error?: { issues: { path: PropertyKey[]; message: string }[] };
    };
  },
  value: unknown,
) {
  const { error } = schema.safeParse(value);
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("a new ticket", () => {
  test("needs no more than subject, description and category", () => {
    expect(ticketInput.parse(ticket())).toEqual({
      subject: "A",
      description: "B",
      category: "question",
      attachmentIds: [],
      affectedItems: [],
      isPrivate: false,
    });
  });

  test("says of every field at once what is wrong with it", () => {
    const wrong = {
      subject: "x".repeat(20_000),
      description: " \n\t ",
      category: "No Such Thing!",
      priority: "critical",
      orderId: "1 or 1=1",
      attachmentIds: Array.from({ length: 11 }, () => ID),
      affectedItems: [{ orderItemId: ID, quantity: 1.5 }],
    };
    expect(faults(ticketInput, wrong)).toEqual({
      subject: "Keep the subject within 200 characters; details belong into the description.",
      description: "Describe what this is about.",
      category: "Choose a category from the list.",
      priority: "Choose low, medium, high or urgent.",
      orderId: "Choose one of your orders.",
      attachmentIds: "A message carries at most 10 files.",
      "affectedItems.0.quantity": "Name lines of the order with a whole quantity.",
    });
  });

  test("counts characters as PostgreSQL does: an emoji is one", () => {
    expect(ticketInput.safeParse(ticket({ subject: "👋".repeat(200) })).success).toBe(true);
    expect(ticketInput.safeParse(ticket({ subject: "👋".repeat(201) })).success).toBe(false);
  });

  test("keeps its subject on one line, and its description on its lines", () => {
    const parsed = ticketInput.parse(
      ticket({ subject: " a\r\n  b ", description: "one\r\n\r\n\ttwo \u0000" }),
    );
    expect(parsed).toMatchObject({ subject: "a b", description: "one\n\n\ttwo" });
  });

  test("takes null for what is not there", () => {
    const parsed = ticketInput.parse(ticket({ orderId: null, issueType: null, serviceId: null }));
    expect(parsed.orderId).toBeUndefined();
  });

  test("takes any text that can be stored, as one line of text and as several", () => {
    for (const text of naughtyStrings()) {
      const { success, data } = ticketInput.safeParse(ticket({ subject: text, description: text }));
      if (!success) {
        const isEmpty = text.replace(/[\p{Cc}\p{Surrogate}]/gu, "").trim() === "";
        expect(isEmpty || Array.from(text).length > 200, JSON.stringify(text)).toBe(true);
        continue;
      }
      expect(data.subject, JSON.stringify(text)).not.toMatch(/\p{Surrogate}|\p{Cc}/u);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }
  });
});

test("a message has 1 to 10,000 characters and at most ten files", () => {
  expect(messageInput.safeParse({ body: "x".repeat(10_000) }).success).toBe(true);
  expect(faults(messageInput, { body: "x".repeat(10_001) })).toHaveProperty("body");
  expect(faults(messageInput, {})).toEqual({ body: "Write a message first." });
});

test("a status is asked for by the contract's words", () => {
  expect(statusInput.parse({ status: "reopened", reason: " again " })).toEqual({
    status: "reopened",
    reason: "again",
  });
  expect(faults(statusInput, { status: "in_progress" })).toEqual({
    status: "This is not a status to choose.",
  });
  expect(faults(statusInput, { status: "closed", reason: "x".repeat(2001) })).toHaveProperty("reason");
});

test.each([0, 6, 2.5, "5", null])("%j is no rating", (rating) => {
  expect(faults(ratingInput, { rating })).toEqual({ rating: "Rate from 1 to 5." });
});

describe("filters of the list", () => {
  test("come as a list or as repeated parameters", () => {
    const expected = { status: ["new", "assigned"] };
    expect(ticketFilters.parse({ status: "new,assigned" })).toMatchObject(expected);
    expect(ticketFilters.parse({ status: ["new", "assigned"] })).toMatchObject(expected);
    expect(ticketFilters.parse({ status: "" }).status).toBeUndefined();
  });

  test("are refused when nobody knows them", () => {
    expect(faults(ticketFilters, { status: "new,open" })).toHaveProperty(["status.1"]);
    expect(faults(ticketFilters, { q: "x".repeat(201) })).toHaveProperty("q");
  });
});

test("a ticket is named by id or by number, in either case", () => {
  expect(ticketParams.parse({ id: ID.toUpperCase() })).toEqual({ id: ID });
  expect(ticketParams.parse({ id: "tkt-2026-00031" })).toEqual({ id: "TKT-2026-00031" });
  for (const id of ["", "31", "TKT-2026-1", "../../etc", `${ID}x`]) {
    expect(ticketParams.safeParse({ id }).success, id).toBe(false);
  }
});

describe("forms", () => {
  test("a ticket: only what belongs to its category and order counts", () => {
    const form = {
      ...ticket({ category: "order_issue" }),
      key: "k",
      hasScript: "true",
      priority: "",
      "issueType.order_issue": "wrong_items",
      "issueType.shipping": "late_delivery",
      orderId: ID,
      [`pick.${ID}.${ID}`]: "on",
      [`affected.${ID}`]: "2",
      [`pick.3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a09.${ID}`]: "on",
      "affected.3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a02": "3",
      [`pick.${ID}.3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a03`]: "on",
      attachmentIds: ID,
      isPrivate: "on",
    };
    expect(ticketForm.parse(form)).toMatchObject({
      hasScript: true,
      issueType: "wrong_items",
      affectedItems: [
        { orderItemId: ID, quantity: 2 },
        { orderItemId: "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a03", quantity: 1 },
      ],
      attachmentIds: [ID],
      isPrivate: true,
    });
    expect(ticketForm.parse(form).priority).toBeUndefined();
    expect(ticketForm.parse({ ...form, orderId: "" }).affectedItems).toEqual([]);
  });

  test("an empty ticket names what is missing", () => {
    expect(Object.keys(faults(ticketForm, { key: "k", subject: "", description: "" })).toSorted()).toEqual([
      "category",
      "description",
      "subject",
    ]);
  });

  test("numbers come as text", () => {
    expect(statusForm.parse({ ticketId: ID, status: "closed", expectedVersion: "3" })).toMatchObject({
      expectedVersion: 3,
    });
    expect(ratingForm.parse({ ticketId: ID, rating: "4", comment: "" })).toMatchObject({ rating: 4 });
    expect(replyForm.parse({ ticketId: ID, key: "k", body: "Hi" })).toMatchObject({ attachmentIds: [] });
  });
});
