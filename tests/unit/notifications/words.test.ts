import { describe, expect, test } from "vitest";
import { formatMoney } from "@/lib/core/money";
import { NOTIFICATION_EVENTS, type NotificationRecord } from "@/lib/notifications/types";
import { inWords } from "@/lib/notifications/words";
import { TICKET_STATUSES } from "@/lib/tickets/types";

const ID = "7dfdbe74-14ab-43ca-b581-c44e3460f191";

function notification(changes: Partial<NotificationRecord> = {}): NotificationRecord {
  return {
    id: ID,
    event: "ticket_reply",
    resourceType: "ticket",
    resourceId: ID,
    data: { number: "TKT-2026-00001", subject: "Left channel crackles", actorName: "Lerato Molefe" },
    readAt: null,
    createdAt: "2026-11-21T06:00:00.000Z",
    ...changes,
  };
}

const status = (value: unknown) =>
  notification({ event: "ticket_status", data: { actorName: "Lerato Molefe", status: value } });

describe("a notification in words", () => {
  test("says who did what, to which ticket, and leads there", () => {
    expect(inWords(notification(), "customer")).toMatchObject({
      title: "Lerato Molefe replied",
      detail: "Left channel crackles",
      actorName: "Lerato Molefe",
      href: "/portal/tickets/TKT-2026-00001",
    });
    expect(inWords(notification(), "staff").href).toBe("/admin/tickets/TKT-2026-00001");
  });

  test.each(
    NOTIFICATION_EVENTS.flatMap((event) => [[event, "customer"] as const, [event, "staff"] as const]),
  )("%s has a sentence for %s", (event, audience) => {
    const { title } = inWords(notification({ event }), audience);
    expect(title).toMatch(/^[A-Z][^{}]+$/);
    expect(title).not.toContain("event.");
  });

  test.each(TICKET_STATUSES)("a change to %s has a sentence of its own for customers", (value) => {
    const { title } = inWords(status(value), "customer");
    expect(title).toContain("Lerato Molefe");
    expect(title).not.toBe(inWords(status("unheard of"), "customer").title);
  });

  test("the same change reads differently on the two sides of the desk", () => {
    expect(inWords(status("in_progress"), "customer").title).toBe("Lerato Molefe is working on your ticket");
    expect(inWords(status("in_progress"), "staff").title).toBe("Lerato Molefe reopened a ticket");
  });

  test("a status that this version does not know is still told", () => {
    expect(inWords(status("teleported"), "staff").title).toBe("Lerato Molefe changed the status of a ticket");
  });

  test("what is missing in old or foreign data leaves no gap", () => {
    const bare = inWords(notification({ data: {} }), "customer");
    expect(bare).toMatchObject({ title: "Somebody replied", detail: null, actorName: null });
    expect(bare.href).toBe(`/portal/tickets/${ID}`);
    const odd = inWords(notification({ data: { actorName: 7, subject: [] }, resourceId: null }), "customer");
    expect(odd).toMatchObject({ title: "Somebody replied", detail: null, href: null });
  });

  test("a message from the portal speaks for itself and leads nowhere", () => {
    const data = { title: "Maintenance on Sunday", body: "From 02:00 to 03:00." };
    const system = notification({ event: "system", resourceType: null, resourceId: null, data });
    expect(inWords(system, "customer")).toMatchObject({
      title: "Maintenance on Sunday",
      detail: "From 02:00 to 03:00.",
      href: null,
    });
    expect(inWords({ ...system, data: {} }, "staff").title).toBe("A message from the portal");
  });

  test("a payment is told with its amount, and leads its customer to the invoice", () => {
    const data = { number: "INV-7", amount: 115000, currency: "ZAR", outstanding: 0 };
    const paid = notification({ event: "invoice_paid", resourceType: "invoice", resourceId: ID, data });
    expect(inWords(paid, "customer", "en-ZA")).toMatchObject({
      title: "Invoice INV-7 is paid",
      detail: formatMoney({ amount: 115000, currency: "ZAR" }, "en-ZA"),
      href: "/portal/invoices/INV-7",
    });
  });

  test.each([
    ["wrong_amount", "¥500 · Its amount is not what was asked for"],
    ["unheard_of", "¥500 · It does not fit"],
  ])("money that could not be set against an invoice says why: %s", (reason, detail) => {
    const data = { amount: 500, currency: "JPY", reason };
    const odd = notification({
      event: "payment_attention",
      resourceType: "payment_event",
      resourceId: ID,
      data,
    });
    expect(inWords(odd, "staff")).toMatchObject({ title: "A payment needs a decision", detail, href: null });
  });
});
