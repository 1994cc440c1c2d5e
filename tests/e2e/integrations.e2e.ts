import { describe, expect, test } from "vitest";
import { sign } from "../../lib/integrations/signature.ts";
import { INTEGRATION_SECRET } from "../helpers/app.ts";
import { call, dataOf, errorOf, newcomer, openTicket, service } from "./program.ts";

type Result = { externalId: string; status: string; id?: string; error?: { code: string } };
type Order = { id: string; number: string; status: string; total: { amount: number; currency: string } };

const password = "purple onion train";

/** What another system sends: signed, without a session. */
function send(kind: string, records: unknown[], headers: Record<string, string> = {}) {
  const body = JSON.stringify({ source: "e2e", records });
  const signature = sign(INTEGRATION_SECRET, Math.floor(Date.now() / 1_000), body);
  return call(`/api/integrations/${kind}`, {
    body,
    headers: { "x-portico-signature": signature, ...headers },
  });
}

const order = (id: string, customer: object, changes: object = {}) => ({
  externalId: id,
  number: id,
  customer,
  status: "paid",
  currency: "ZAR",
  placedAt: "2026-11-01T10:00:00Z",
  items: [{ sku: "AMP", name: "Amplifier", quantity: 1, unitPrice: 129_900 }],
  ...changes,
});

/** Registers an address and confirms it, as a person does with the e-mail that they get. */
async function signUp(email: string, more: object = {}): Promise<string> {
  const post = (path: string, body: Record<string, unknown>) =>
    call(`/api/portal/auth/${path}`, { method: "POST", body });
  dataOf(await post("register", { email, password, fullName: "Naledi Mokoena", ...more }), 201);
  const code = async () => {
    const { messages } = (await service("/dev/outbox?limit=100")).json as {
      messages: { to: string; text: string }[];
    };
    return /^\d{6}$/m.exec(messages.find(({ to }) => to === email)?.text ?? "")?.[0];
  };
  await expect.poll(code, { timeout: 10_000 }).toBeDefined();
  const answer = dataOf<{ session: { accessToken: string } }>(
    await post("verify-otp", { email, token: await code() }),
  );
  return answer.session.accessToken;
}

const ordersOf = async (token: string) => dataOf<Order[]>(await call("/api/portal/orders", { token }));

describe("another system", () => {
  test("brings a customer and an order; whoever signs up with the address later finds it", async () => {
    const id = crypto.randomUUID();
    const email = `${id}@portico.test`;
    dataOf(await send("customers", [{ externalId: id, fullName: "Naledi Mokoena", email }]));
    dataOf(await send("orders", [order(`A-${id}`.slice(0, 40), { externalId: id })]));
    const [found] = await ordersOf(await signUp(email));
    expect(found).toMatchObject({ status: "paid", total: { amount: 129_900, currency: "ZAR" } });
  });

  test("brings them after the sign-up: the same, with what the person did meanwhile", async () => {
    const person = await newcomer();
    const ticket = await openTicket(person);
    expect(await ordersOf(person.token)).toEqual([]);
    const id = crypto.randomUUID();
    const number = `B-${id}`.slice(0, 40);
    dataOf(await send("orders", [order(number, { externalId: id, email: person.email, fullName: "Nomsa" })]));
    const [created] = dataOf<Result[]>(
      await send("customers", [
        { externalId: id, customerNumber: id.slice(0, 20), fullName: "Nomsa", email: person.email },
      ]),
    );
    expect(created?.status).toBe("updated");
    expect((await ordersOf(person.token)).map((one) => one.number)).toEqual([number]);
    dataOf(await call(`/api/portal/tickets/${ticket.id}`, { token: person.token }));

    dataOf(await send("orders", [order(number, { externalId: id }, { status: "shipped" })]));
    expect((await ordersOf(person.token)).map((one) => one.status)).toEqual(["shipped"]);
    const news = dataOf<{ event: string }[]>(
      await call("/api/portal/notifications", { token: person.token }),
    );
    expect(news.map(({ event }) => event)).toContain("order_status");
  });

  test("has two customers with one address: the number that is given at sign-up says which", async () => {
    const id = crypto.randomUUID().slice(0, 20);
    const email = `${id}@portico.test`;
    const customer = (n: number) => ({
      externalId: `${id}-${n}`,
      customerNumber: `${id}-${n}`,
      fullName: `No. ${n}`,
      email,
    });
    dataOf(await send("customers", [customer(1), customer(2)]));
    dataOf(await send("orders", [order(`C-${id}`, { externalId: `${id}-2` })]));
    expect(await ordersOf(await signUp(email, { customerNumber: `${id}-2` }))).toHaveLength(1);
  });

  test("is nobody without the secret", async () => {
    const forged = {
      "x-portico-signature": sign("not the secret at all", Math.floor(Date.now() / 1_000), "[]"),
    };
    expect(errorOf(await send("orders", [], forged), 401).reason).toBe("signature_wrong");
    expect(errorOf(await call("/api/integrations/orders", { body: [] }), 401).reason).toBe(
      "signature_unsigned",
    );
    errorOf(await call("/api/integrations/everything", { body: [] }), 404);
  });
});
