import { describe, expect, test } from "vitest";
import { preferencesForm } from "@/lib/notifications/preferences-schema";
import { CHANNELS, NOTIFICATION_EVENTS } from "@/lib/notifications/types";
import texts from "@/messages/en/preferences.json";

const form = (fields: Record<string, unknown>) =>
  preferencesForm.parse({
    digest: "off",
    digestHour: "8",
    digestDay: "1",
    channel: [...CHANNELS],
    ...fields,
  });

describe("the form of preferences", () => {
  test("sends what was changed, and nothing that another tab may have chosen since", () => {
    const sent = form({
      group: ["tickets", "orders"],
      groupWas: ["tickets.email", "orders.push"],
      groupOn: ["tickets.email"],
      event: ["ticket_reply", "ticket_status"],
      eventWas: ["ticket_reply.email", "ticket_status.email"],
      eventOn: ["ticket_status.email", "ticket_status.whatsapp"],
    });
    expect(sent.groups).toEqual({ orders: { push: false } });
    expect(sent.events).toEqual({ ticket_reply: { email: false }, ticket_status: { whatsapp: true } });
  });

  test("leaves channels alone that the page does not offer", () => {
    const sent = form({ group: "orders", groupWas: "orders.whatsapp", channel: "email" });
    expect(sent.groups).toEqual({});
  });

  test("unchanged is empty", () => {
    expect(form({ group: "orders", groupWas: "orders.email", groupOn: "orders.email" })).toMatchObject({
      groups: {},
      events: {},
      quietHours: null,
      emailEnabled: false,
    });
  });
});

test("every event that can be chosen has a name on the page", () => {
  const unnamed = NOTIFICATION_EVENTS.filter(
    (event) => !event.startsWith("security_") && !(event in texts.event),
  );
  // Nobody is asked about these.
  expect(unnamed.toSorted()).toEqual(["email_off", "notification_test"]);
});
