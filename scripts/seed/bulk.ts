import { type Cast, DEMO_PASSWORD, someAgent } from "./cast.ts";
import { type Clock, clockAt, HOUR } from "./clock.ts";
import { statusByAge } from "./history.ts";
import { type Holdings, holdingRows, MAX_ORDERS, makeHoldings } from "./holdings.ts";
import { type Customer, makeCustomer, personPlan } from "./people.ts";
import { idOf, randomFor } from "./random.ts";
import { addRows, noRows, type Row, type Rows } from "./rows.ts";
import type { SignIn } from "./sign-ins.ts";
import { pickStory } from "./subjects.ts";
import { makeTicket, type Person, ticketRows } from "./tickets.ts";

/** Rows that are sent together; when the last of the things that they are about is there, all are. */
export type Batch = { rows: Rows; size: number; lastId: string };

/** Ticket numbers count down from here, so that they never meet those that count up. */
export const MAX_TICKETS = 999_999;

const CUSTOMERS_PER_BATCH = 250;
const TICKETS_PER_BATCH = 1_000;
const TICKETS_PER_DAY = 96;
/** Only so many customers are remembered between tickets; others are made again. */
const REMEMBERED = 2_000;

type Household = { customer: Customer; profile: Row<"customer_profiles">; holdings: Holdings };

/** The customer with this index; the lower it is, the more tickets they open. */
export type Households = (index: number) => Household;

export function households(clock: Clock): Households {
  const known = new Map<number, Household>();
  return (index) => {
    let household = known.get(index);
    if (!household) {
      if (known.size >= REMEMBERED) known.clear();
      household = makeHousehold(index, clock);
      known.set(index, household);
    }
    return household;
  };
}

/** The sign-in of the customer with this index. */
export function signInOf(households: Households, index: number): SignIn {
  const { id, name, email } = households(index).customer;
  return { email, name, role: "customer", customerId: id, password: DEMO_PASSWORD };
}

/** So many customers with their orders, invoices, services and domains. */
export function* customerBatches(count: number, households: Households): Generator<Batch> {
  for (let first = 0; first < count; first += CUSTOMERS_PER_BATCH) {
    const rows = noRows();
    const size = Math.min(CUSTOMERS_PER_BATCH, count - first);
    for (let index = first; index < first + size; index++) {
      const { profile, holdings } = households(index);
      addRows(rows, { customer_profiles: [profile], ...holdingRows(holdings) });
    }
    yield { rows, size, lastId: households(first + size - 1).customer.id };
  }
}

/**
 * So many tickets of so many customers, from yesterday backwards, as many a day. `signIns` are the customers
 * who have one.
 */
export function* ticketBatches(
  count: { customers: number; tickets: number },
  households: Households,
  people: { cast: Cast; signIns: ReadonlyMap<number, Person> },
  clock: Clock,
): Generator<Batch> {
  // What happened within the last hour would be announced to open pages.
  const past = clockAt(clock.ago(HOUR));
  for (let first = 0; first < count.tickets; first += TICKETS_PER_BATCH) {
    const rows = noRows();
    const size = Math.min(TICKETS_PER_BATCH, count.tickets - first);
    for (let index = first; index < first + size; index++) {
      addRows(rows, ticketRows(someTicket(index, count.customers, households, people, past)));
    }
    yield { rows, size, lastId: idOf("ticket", `b${first + size - 1}`) };
  }
}

function makeHousehold(index: number, clock: Clock): Household {
  const key = index + 1;
  const random = randomFor("customer", key);
  const { customer, profile } = makeCustomer(personPlan(key, random, clock.now), random);
  const numbers = { firstOrder: 200_000 + MAX_ORDERS * index, serviceNumber: 20_000 + index };
  return { customer, profile, holdings: makeHoldings({ key, ...numbers }, customer, clock) };
}

function someTicket(
  index: number,
  customers: number,
  households: Households,
  { cast, signIns }: { cast: Cast; signIns: ReadonlyMap<number, Person> },
  clock: Clock,
) {
  const random = randomFor("bulk-ticket", index);
  const whose = Math.floor(customers * random.next() ** 1.5);
  const { customer, holdings } = households(whose);
  const day = -1 - Math.floor(index / TICKETS_PER_DAY);
  // Between six in the morning and ten at night.
  const openedAt = clock.day(day, 22 - 16 * ((index % TICKETS_PER_DAY) / TICKETS_PER_DAY));
  const ageInHours = (clock.now.getTime() - openedAt.getTime()) / HOUR;
  return makeTicket(
    {
      key: `b${index}`,
      number: `TKT-${openedAt.getUTCFullYear()}-${MAX_TICKETS - index}`,
      ...pickStory(holdings, openedAt, random),
      status: statusByAge(ageInHours, random),
      openedAt,
      customer,
      requester: signIns.get(whose) ?? { id: null, name: customer.name },
      agent: someAgent(cast, random),
      channel: random.pick(["portal", "portal", "portal", "email", "phone"]),
    },
    clock.now,
  );
}
