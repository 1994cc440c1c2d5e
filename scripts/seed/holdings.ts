import { PACKAGES, PRODUCTS } from "./catalogue.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { type Domain, makeDomain } from "./domains.ts";
import { type Invoice, invoiceOfOrder, invoiceOfService } from "./invoices.ts";
import { makeOrder, type Order, type OrderStatus } from "./orders.ts";
import type { Customer } from "./people.ts";
import { type Random, randomFor } from "./random.ts";
import type { Rows } from "./rows.ts";
import { billingDays, makeService, type Service } from "./services.ts";

/** What a customer has bought and uses. */
export type Holdings = { orders: Order[]; services: Service[]; domains: Domain[]; invoices: Invoice[] };

type HoldingsPlan = {
  key: string | number;
  /** The first of at most MAX_ORDERS order numbers that are this customer's. */
  firstOrder: number;
  serviceNumber: number;
};

export const MAX_ORDERS = 4;

/** What the customer with this key happens to have; `count` orders, or as many as chance decides. */
export function makeHoldings(plan: HoldingsPlan, customer: Customer, clock: Clock): Holdings {
  const random = randomFor("holdings", plan.key);
  const orders = Array.from({ length: random.int(0, MAX_ORDERS) }, (_, index) => {
    const placedAt = clock.ago(random.between(0.2, index === 0 ? 12 : 900) * DAY);
    return makeOrder(
      {
        key: `${plan.key}/${index}`,
        number: `UA-${plan.firstOrder + index}`,
        lines: someLines(random),
        status: someStatus(random, (clock.now.getTime() - placedAt.getTime()) / DAY),
        placedAt,
      },
      customer,
      clock.now,
    );
  });
  const services = random.chance(0.4) ? [someService(plan, customer, random, clock)] : [];
  const domains = random.chance(0.25) ? [someDomain(plan, customer, random, clock)] : [];
  const invoices = [
    ...orders.map(invoiceOfOrder),
    ...services.flatMap((service) => someInvoices(service, random, clock)),
  ];
  return { orders, services, domains, invoices };
}

export function holdingRows({ orders, services, domains, invoices }: Holdings): Partial<Rows> {
  return {
    orders: orders.map(({ order }) => order),
    order_items: orders.flatMap(({ items }) => items),
    order_events: orders.flatMap(({ events }) => events),
    shipments: orders.flatMap(({ shipments }) => shipments),
    shipment_events: orders.flatMap(({ tracking }) => tracking),
    invoices: invoices.map(({ invoice }) => invoice),
    invoice_items: invoices.flatMap(({ items }) => items),
    invoice_payments: invoices.flatMap(({ payments }) => payments),
    customer_services: services.map(({ service }) => service),
    installation_steps: services.flatMap(({ steps }) => steps),
    service_usage: services.flatMap(({ usage }) => usage),
    custom_domains: domains,
  };
}

function someLines(random: Random) {
  const skus = new Set(Array.from({ length: random.int(1, 4) }, () => random.pick(PRODUCTS)));
  return [...skus].map((product) => ({ product, quantity: random.pick([1, 1, 1, 2, 4]) }));
}

function someStatus(random: Random, ageInDays: number): OrderStatus {
  if (ageInDays < 1) return random.pick(["pending", "paid"]);
  if (ageInDays < 3) return random.pick(["pending", "processing", "shipped"]);
  if (ageInDays < 6) return random.pick(["shipped", "shipped", "delivered", "cancelled"]);
  return random.pick([
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "cancelled",
    "refunded",
  ]);
}

function someService(plan: HoldingsPlan, customer: Customer, random: Random, clock: Clock): Service {
  const [name] = random.pick(PACKAGES);
  const startedAt = clock.ago(random.int(100, 1_400) * DAY);
  return makeService(
    { key: plan.key, package: name, number: String(plan.serviceNumber), startedAt },
    customer,
  );
}

function someDomain(plan: HoldingsPlan, customer: Customer, random: Random, clock: Clock): Domain {
  const status = random.pick([
    "live",
    "live",
    "live",
    "pending_dns",
    "wrong_dns",
    "certificate_pending",
  ] as const);
  const hostname = `${customer.slug}-${plan.key}.example`;
  const days = random.int(2, 600);
  // Nobody looks for records longer than a week.
  const isUnproven = status === "pending_dns" || status === "wrong_dns";
  const addedAt = clock.ago((isUnproven ? days % 6 : days) * DAY);
  return makeDomain({ hostname, status, addedAt }, customer, clock);
}

/** The last three months; one in six customers is late with the newest. */
function someInvoices(service: Service, random: Random, clock: Clock): Invoice[] {
  const isLate = random.chance(1 / 6);
  return billingDays(3, clock).map((issuedAt, index) => {
    const isOpen = index === 0 && isLate;
    const dueAt = new Date(issuedAt.getTime() + (isOpen ? 2 : 7) * DAY);
    const paidAt = new Date(issuedAt.getTime() + 2 * DAY + 3 * HOUR);
    return invoiceOfService(service, { issuedAt, dueAt, sequence: 3 - index, ...(!isOpen && { paidAt }) });
  });
}
