import { type Cast, type NamedCustomer, namedCustomers, someAgent } from "./cast.ts";
import { productRows } from "./catalogue.ts";
import { chatRows } from "./chats.ts";
import { type Clock, DAY, HOUR, inOfficeHours } from "./clock.ts";
import { deskRows } from "./demo-desk.ts";
import { namedHoldings } from "./demo-holdings.ts";
import { quoteRows } from "./demo-quotes.ts";
import { ruleRows, runRows } from "./demo-rules.ts";
import { NAMED_TICKETS, type NamedTicket } from "./demo-tickets.ts";
import { readHelp } from "./help-files.ts";
import { statusByAge } from "./history.ts";
import { type Holdings, holdingRows, makeHoldings } from "./holdings.ts";
import { insightRows } from "./insights.ts";
import { arrivalOf, readingOf } from "./notifications.ts";
import { type Customer, makeCustomer, personPlan } from "./people.ts";
import { idOf, type Random, randomFor } from "./random.ts";
import { addRows, noRows, type Row, type Rows } from "./rows.ts";
import { packageRows } from "./services.ts";
import { story } from "./stories/all.ts";
import { itemOf, pickStory } from "./subjects.ts";
import { makeTicket, type Ticket, type TicketPlan, ticketRows } from "./tickets.ts";

const OTHER_CUSTOMERS = 37;
const OTHER_TICKETS = 100;

type Household = { key: string; customer: Customer; profile: Row<"customer_profiles"> };
type UnnumberedTicket = Omit<TicketPlan, "number">;

/** The profiles of all forty customers, which must be there before their people sign up. */
export function demoProfiles(clock: Clock): Row<"customer_profiles">[] {
  return [...namedCustomers(clock).profiles, ...otherCustomers(clock).map(({ profile }) => profile)];
}

/** Everything else, for people who have their ids. `lastNumber` is the last ticket number of a year. */
export function demoRows(cast: Cast, clock: Clock, lastNumber: (year: number) => number): Rows {
  const { named } = namedCustomers(clock);
  const others = otherCustomers(clock);
  const holdings = namedHoldings(named, clock);
  const othersHoldings = others.map(({ key, customer }, index) =>
    makeHoldings({ key, firstOrder: 10_100 + 10 * index, serviceNumber: 1_101 + index }, customer, clock),
  );
  const plans = [
    ...Object.entries(NAMED_TICKETS).flatMap(([key, list]) =>
      list.map((line) => namedTicket(key as NamedCustomer, line, named, holdings, cast, clock)),
    ),
    ...otherTickets(others, othersHoldings, cast, clock),
  ];
  const inOrder = numbered(plans, lastNumber);
  const tickets = inOrder.map((plan) => makeTicket(plan, clock.now));

  const rows = noRows();
  addRows(rows, { products: productRows(clock.ago(800 * DAY)), service_packages: packageRows() });
  for (const each of [...Object.values(holdings), ...othersHoldings]) addRows(rows, holdingRows(each));
  addRows(rows, deskRows(named, cast, clock));
  addRows(rows, quoteRows(named, cast, clock));
  for (const ticket of tickets) addRows(rows, ticketRows(ticket));
  const help = readHelp();
  for (const [at, plan] of inOrder.entries()) {
    addRows(rows, insightRows(plan, tickets[at] as Ticket, help, cast, clock));
  }
  addRows(rows, { ticket_affected_items: claims(tickets, rows.order_items) });
  for (const ticket of tickets) addRows(rows, readings(ticket, cast, clock));
  addRows(rows, chatRows(cast, clock, help));
  addRows(rows, ruleRows(cast, clock));
  addRows(rows, runRows(rows.support_tickets, cast));
  return rows;
}

function otherCustomers(clock: Clock): Household[] {
  return Array.from({ length: OTHER_CUSTOMERS }, (_, index) => {
    const key = `d${index + 1}`;
    const random = randomFor("customer", key);
    return { key, ...makeCustomer(personPlan(key, random, clock.now), random) };
  });
}

function namedTicket(
  key: NamedCustomer,
  [storyKey, status, hours, special = {}]: NamedTicket,
  named: ReturnType<typeof namedCustomers>["named"],
  holdings: Record<NamedCustomer, Holdings>,
  cast: Cast,
  clock: Clock,
): UnnumberedTicket {
  const { order: orderNumber, nth = 0, by, agent, assignedBy, followUpOf, ...rest } = special;
  const told = story(storyKey);
  const mine = holdings[key];
  const order = mine.orders.find((each) => each.order.number === `UA-${orderNumber}`);
  const contact = { naledi: cast.naledi, blouberg: cast.johan, karoo: cast.ayanda }[key];
  return {
    key: `${key}/${storyKey}`,
    story: told,
    status,
    openedAt: agoByDay(hours, randomFor("opened", key, storyKey), clock),
    customer: named[key],
    requester: by ? cast[by] : contact,
    agent: cast[agent ?? "chantal"],
    subject: {
      order,
      item: order && itemOf(order, told),
      service: told.needs === "service" ? mine.services[nth] : undefined,
      domain: told.needs === "domain" ? mine.domains[nth] : undefined,
    },
    ...(assignedBy && { assignedBy: cast[assignedBy] }),
    ...(followUpOf && { followUpOf: idOf("ticket", `${key}/${followUpOf}`) }),
    ...rest,
  };
}

/** So long ago; when that is days, at some time of the day. */
function agoByDay(hours: number, random: Random, clock: Clock): Date {
  if (hours < 48) return clock.ago(hours * HOUR);
  return clock.day(-Math.round(hours / 24), random.int(7, 20), random.int(0, 59));
}

function otherTickets(
  customers: readonly Household[],
  holdings: readonly Holdings[],
  cast: Cast,
  clock: Clock,
): UnnumberedTicket[] {
  return Array.from({ length: OTHER_TICKETS }, (_, index) => {
    const random = randomFor("other-ticket", index);
    const whose = random.int(0, customers.length - 1);
    const { customer } = customers[whose] as Household;
    const openedAt = someTime(random, clock);
    const { story: told, subject } = pickStory(holdings[whose] as Holdings, openedAt, random);
    return {
      key: `other/${index}`,
      story: told,
      status: statusByAge((clock.now.getTime() - openedAt.getTime()) / HOUR, random),
      openedAt,
      customer,
      requester: { id: null, name: customer.name },
      agent: someAgent(cast, random),
      subject,
      channel: random.weighted([
        ["portal", 60],
        ["email", 20],
        ["phone", 12],
        ["whatsapp", 8],
      ]),
      ...(random.chance(0.07) && { priority: random.pick(["urgent", "high"] as const) }),
    };
  });
}

/** A third of the tickets are of the last three days, a third of the last fortnight. */
function someTime(random: Random, clock: Clock): Date {
  const days = random.pick([random.between(0.02, 3), random.between(3, 14), random.between(14, 150)]);
  const at = clock.ago(days * DAY);
  return days > 2 ? inOfficeHours(at) : at;
}

/** Numbers in the order of opening, after the last one of each year. */
function numbered(plans: readonly UnnumberedTicket[], lastNumber: (year: number) => number): TicketPlan[] {
  const counters = new Map<number, number>();
  return plans
    .toSorted((left, right) => left.openedAt.getTime() - right.openedAt.getTime())
    .map((plan) => {
      const year = plan.openedAt.getUTCFullYear();
      const count = (counters.get(year) ?? lastNumber(year)) + 1;
      counters.set(year, count);
      return { ...plan, number: `TKT-${year}-${String(count).padStart(5, "0")}` };
    });
}

/** One piece of the first line of the order that a complaint is about, as long as there is one left to claim. */
function claims(tickets: readonly Ticket[], items: Rows["order_items"]): Row<"ticket_affected_items">[] {
  const left = new Map(items.map(({ id, quantity }) => [id, quantity]));
  return tickets.flatMap(({ ticket }) => {
    if (ticket.category !== "order_issue" || ticket.status === "cancelled") return [];
    const item = items.find(({ order_id, id }) => order_id === ticket.order_id && (left.get(id) ?? 0) > 0);
    if (!item) return [];
    left.set(item.id, (left.get(item.id) ?? 0) - 1);
    return [{ ticket_id: ticket.id, order_item_id: item.id ?? "", quantity: 1 }];
  });
}

/** What customers and staff with a demo login were told, and have read. */
function readings(ticket: Ticket, cast: Cast, { now }: Clock): Partial<Rows> {
  const { requester_id, assignee_id } = ticket.ticket;
  const reading = noRows();
  if (requester_id) addRows(reading, readingOf(requester_id, "customer", ticket, now));
  for (const { id } of [cast.thabo, cast.amahle]) {
    const { notifications, ticket_reads } = readingOf(id, "staff", ticket, now);
    addRows(reading, { ticket_reads, notifications: arrivalOf(id, ticket, now) });
    if (assignee_id === id) addRows(reading, { notifications });
  }
  return reading;
}
