// One thing of each kind that somebody can have here, for tests that go through all there is.
import { expect } from "vitest";
import { call, dataOf, openTicket, type Person, service } from "./program.ts";

/** By the name under which addresses know the kind. */
export type Things = Record<string, { id: string; number?: string }>;
type Customer = Person & { customerId: string };

const newNumber = (prefix: string) => `${prefix}-${crypto.randomUUID().slice(0, 13)}`;

/** What a customer's people share, and a template and a draft of the desk. */
export async function belongingsOf(customer: Customer, agent: Person): Promise<Things> {
  const order = await insert(customer, "orders", { number: newNumber("O"), subtotal: 1_000, total: 1_000 });
  return {
    tickets: await openTicket(customer),
    customers: { id: customer.customerId },
    orders: order,
    invoices: await insert(customer, "invoices", {
      number: newNumber("I"),
      order_id: order.id,
      subtotal: 1_000,
      total: 1_000,
      issued_on: "2026-01-05",
      due_on: "2026-01-12",
    }),
    quotes: await sentQuote(customer, agent),
    calls: await agreedCall(customer),
    services: await insert(customer, "customer_services", {
      name: "Fibre",
      package: "Fibre 100",
      price: 89_900,
    }),
    domains: await insert(customer, "custom_domains", {
      hostname: `${newNumber("d").toLowerCase()}.example`,
    }),
    templates: await template(agent),
    articles: await article(agent),
  };
}

/** A conversation of somebody's own with an answer in it. */
export async function conversationOf(customer: Customer) {
  const session = await insert(customer, "chatbot_sessions", { user_id: customer.id, title: "My order" });
  const answer = { id: crypto.randomUUID(), session_id: session.id, user_id: customer.id, position: 1 };
  const body = { ...answer, role: "assistant", body: "It is on its way.", answerer: "extractive" };
  expect((await service("/rest/v1/chatbot_messages", { body })).status).toBe(201);
  return { chatbot: session, message: { id: answer.id } };
}

/** What somebody asks to be corrected, under the names that customers and staff have for it. */
export async function correctionOf(customer: Customer) {
  const body = { kind: "correction", details: { field: "other", proposed: "The street is spelt with an e" } };
  const asked = await call("/api/portal/privacy/requests", { token: customer.token, body });
  const request = dataOf<{ id: string; number: string }>(asked, 201);
  return { privacy: request, "privacy-requests": request };
}

/** A row of the customer's, as an integration would bring it. */
async function insert(customer: Customer, table: string, row: Record<string, unknown>) {
  const answer = await service(`/rest/v1/${table}`, {
    body: { customer_id: customer.customerId, ...row },
    headers: { prefer: "return=representation" },
  });
  expect(answer.status, answer.text).toBe(201);
  return (answer.json as { id: string; number?: string }[])[0] as { id: string; number?: string };
}

/** A prepared answer of the desk. */
async function template(agent: Person) {
  const body = { name: newNumber("Template"), body: "Hello {{customer.first_name}}" };
  return dataOf<{ id: string }>(await call("/api/admin/templates", { token: agent.token, body }), 201);
}

/** A draft for the help centre. */
async function article(agent: Person) {
  const [category] = (await service("/rest/v1/kb_categories?select=id&limit=1")).json as { id: string }[];
  const body = { title: newNumber("Article"), categoryId: category?.id };
  return dataOf<{ id: string }>(await call("/api/admin/articles", { token: agent.token, body }), 201);
}

/** A call of the customer's to come, with a transcript as if it were over. */
async function agreedCall(customer: Customer) {
  const starts = Date.now() + 5 * 86_400_000;
  const at = (minutes: number) => new Date(starts + minutes * 60_000).toISOString();
  const agreed = await insert(customer, "scheduled_calls", {
    starts_at: at(0),
    ends_at: at(30),
    purpose: "A faster line",
  });
  await insert(customer, "call_transcripts", { call_id: agreed.id, text: "Hello.", format: "text" });
  return agreed;
}

/** A quote of the customer's that waits for a decision. */
async function sentQuote(customer: Customer, agent: Person) {
  type Quote = { id: string; number: string; revision: number };
  const asked = await call("/api/portal/quotes", { token: customer.token, body: { message: "Speakers" } });
  const { id, number, revision } = dataOf<Quote>(asked, 201);
  const line = { description: "Speakers", quantity: 2, unitPrice: 100_000, taxRate: 0.15 };
  const body = { expectedRevision: revision, items: [line] };
  const saved = await call(`/api/admin/quotes/${id}`, { token: agent.token, method: "PATCH", body });
  const { revision: expectedRevision } = dataOf<Quote>(saved);
  const send = { token: agent.token, body: { expectedRevision } };
  dataOf(await call(`/api/admin/quotes/${id}/send`, send));
  return { id, number };
}
