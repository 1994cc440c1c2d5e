import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { service } from "./program.ts";

const PATIENCE = { timeout: 20_000 };

type Ticket = { id: string; number: string };

async function openTicket(customer: Page, subject: string): Promise<Ticket> {
  const data = { subject, description: `It is about ${subject}.`, category: "technical" };
  const response = await customer.request.post("/api/portal/tickets", { data });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { data: Ticket }).data;
}

const suggestions = (page: Page) => page.getByRole("region", { name: "Suggestions" });
const reply = (page: Page) => page.getByRole("textbox", { name: /^Reply to/ });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

describe("what triage found", () => {
  test("is there at once, is judged, and a reply goes into the field without being sent", async ({
    newPage,
  }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer, "Keep the internet on during load-shedding");
    await agent.goto(`/admin/tickets/${ticket.number}`);
    // The worker reads it meanwhile, and the page follows.
    await suggestions(agent).waitFor(PATIENCE);
    await expectAccessible(agent);
    const card = suggestions(agent);
    // Its buttons come when somebody moves.
    const wrong = card.getByRole("button", { name: "Wrong" });
    let step = 0;
    const move = async () => {
      step += 10;
      await agent.mouse.move(step, step);
      return wrong.count();
    };
    await expect.poll(move, { timeout: 20_000, interval: 500 }).toBe(1);
    await wrong.click(PATIENCE);
    await card.getByText("Rejected").waitFor(PATIENCE);
    await card.getByRole("button", { name: "Use as it is" }).click(PATIENCE);
    await card.getByText("Used", { exact: true }).waitFor(PATIENCE);
    const written = await reply(agent).inputValue();
    expect(written.length).toBeGreaterThan(40);
    expect(written).not.toMatch(/\[\d\]/);
    const messages = await customer.request.get(`/api/portal/tickets/${ticket.id}/messages`);
    expect(((await messages.json()) as { data: unknown[] }).data).toHaveLength(1);
    const seen = await customer.request.get(`/api/portal/tickets/${ticket.id}`);
    expect(await seen.text()).not.toContain("suggested");
  });

  test("the tools that need a model are absent without one, and the menu says why", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer, "The red light");
    await agent.goto(`/admin/tickets/${ticket.number}`);
    await reply(agent).focus(PATIENCE);
    await button(agent, "Assist").click();
    const dialog = agent.getByRole("dialog");
    await dialog.getByText("need a language model").waitFor(PATIENCE);
    await expectAccessible(agent);
    expect(await dialog.getByRole("button", { name: /Translate/ }).count()).toBe(0);
    await dialog.getByRole("button", { name: /Summarise/ }).click();
    await dialog.getByText("no AI is involved").waitFor(PATIENCE);
    expect(await dialog.getByRole("textbox").inputValue()).toContain("It is about The red light.");
  });
});

/** What a machine would have said, by the hand of the portal itself. */
async function answered(ticket: Ticket): Promise<void> {
  const rows = (table: string, body: Record<string, unknown>) =>
    service(`/rest/v1/${table}`, { body, headers: { prefer: "return=representation" } });
  const message = await rows("ticket_messages", {
    ticket_id: ticket.id,
    author_type: "ai",
    author_name: "AI assistant",
    body: "A machine says so.",
  });
  expect(message.status, message.text).toBe(201);
  const [{ id }] = message.json as [{ id: string }];
  const answer = await rows("ticket_auto_answers", {
    ticket_id: ticket.id,
    message_id: id,
    answerer: "claude",
  });
  expect(answer.status, answer.text).toBe(201);
  const moved = await service(`/rest/v1/support_tickets?id=eq.${ticket.id}`, {
    method: "PATCH",
    body: { status: "waiting_customer", last_message_author: "ai" },
  });
  expect(moved.status, moved.text).toBeLessThan(300);
}

test("an automatic answer that did not help brings a person at once, also without script", async ({
  newPage,
}) => {
  const customer = await newPage({ as: "customer" });
  const [ticket, other] = [await openTicket(customer, "A"), await openTicket(customer, "B")];
  await answered(ticket);
  await answered(other);
  await customer.goto(`/portal/tickets/${ticket.number}`);
  await customer.getByText("nobody has read your ticket yet").waitFor(PATIENCE);
  await expectAccessible(customer);
  await button(customer, "This did not help").click();
  await customer.getByText("a person takes over", { exact: false }).first().waitFor(PATIENCE);
  await button(customer, "This did not help").waitFor({ ...PATIENCE, state: "detached" });
  const plain = await newPage({ as: "customer", javaScript: false });
  await plain.goto(`/portal/tickets/${other.number}`);
  await button(plain, "This did not help").click();
  await button(plain, "This did not help").waitFor({ ...PATIENCE, state: "detached" });
  for (const { id } of [ticket, other]) {
    const seen = await customer.request.get(`/api/portal/tickets/${id}`);
    const { data } = (await seen.json()) as { data: { status: string } };
    expect(["new", "in_progress"]).toContain(data.status);
  }
});

test("admins set how far a machine may go, agents read it", async ({ newPage }) => {
  const [admin, agent] = [await newPage({ as: "admin" }), await newPage({ as: "agent" })];
  await admin.goto("/admin/settings/assistant");
  const sure = (page: Page) => page.getByRole("spinbutton", { name: /How sure/ });
  await sure(admin).fill("93");
  await admin
    .locator("form", { has: sure(admin) })
    .getByRole("button", { name: "Save changes" })
    .click();
  await admin.getByText("Saved").first().waitFor(PATIENCE);
  await agent.goto("/admin/settings/assistant");
  await expect.poll(() => sure(agent).inputValue(), PATIENCE).toBe("93");
  expect(await sure(agent).isDisabled()).toBe(true);
});
