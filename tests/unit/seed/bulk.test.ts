import { describe, expect, test } from "vitest";
import { customerBatches, households, signInOf, ticketBatches } from "../../../scripts/seed/bulk.ts";
import { clockAt } from "../../../scripts/seed/clock.ts";
import { idOf } from "../../../scripts/seed/random.ts";
import { countRows } from "../../../scripts/seed/rows.ts";
import { cast, MOMENTS } from "./fixtures.ts";

const HOUR = 3_600_000;
const clock = clockAt(MOMENTS[0] as Date);
const count = { customers: 300, tickets: 2_500 };
const people = { cast, signIns: new Map([[0, { id: "sign-in", name: "Somebody" }]]) };
const homes = households(clock);
const customers = [...customerBatches(count.customers, homes)];
const tickets = [...ticketBatches(count, homes, people, clock)];
const allTickets = tickets.flatMap(({ rows }) => rows.support_tickets);

describe("bulk data", () => {
  test("are as many as asked for, in batches of a fixed size", () => {
    expect(customers.flatMap(({ rows }) => rows.customer_profiles)).toHaveLength(300);
    expect(customers.map(({ size }) => size)).toEqual([250, 50]);
    expect(tickets.map(({ size }) => size)).toEqual([1_000, 1_000, 500]);
    expect(allTickets).toHaveLength(2_500);
    expect(Math.max(...tickets.map(({ rows }) => countRows(rows)))).toBeLessThan(25_000);
  });

  test("come out the same whatever was made before", () => {
    const [again] = ticketBatches(count, households(clock), people, clock);
    expect(again).toEqual(tickets[0]);
  });

  test("more tickets leave the first ones as they are", () => {
    const [first] = ticketBatches({ ...count, tickets: 1_000 }, households(clock), people, clock);
    expect(first?.rows).toEqual(tickets[0]?.rows);
  });

  test("the last id of a batch tells that all of it is there", () => {
    for (const { rows, lastId } of tickets) expect(rows.support_tickets.at(-1)?.id).toBe(lastId);
    for (const { rows, lastId } of customers) expect(rows.customer_profiles.at(-1)?.id).toBe(lastId);
  });

  test("numbers are unique, and keep clear of those that count up", () => {
    const numbers = allTickets.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers[0]).toBe("TKT-2026-999999");
    const orders = customers.flatMap(({ rows }) => rows.orders.map(({ number }) => number));
    expect(new Set(orders).size).toBe(orders.length);
    const emails = customers.flatMap(({ rows }) => rows.customer_profiles.map(({ email }) => email));
    expect(new Set(emails).size).toBe(emails.length);
  });

  test("belong to customers that exist, to some more than to others", () => {
    const known = new Set(customers.flatMap(({ rows }) => rows.customer_profiles.map(({ id }) => id)));
    expect(allTickets.filter(({ customer_id }) => !known.has(customer_id))).toEqual([]);
    const busiest = allTickets.filter(({ customer_id }) => customer_id === idOf("customer", 1));
    expect(busiest.length).toBeGreaterThan((5 * count.tickets) / count.customers / 2);
    expect(busiest.every(({ requester_id }) => requester_id === "sign-in")).toBe(true);
  });

  test("nothing of it is news", () => {
    const times = tickets.flatMap(({ rows }) =>
      rows.ticket_messages.map(({ created_at }) => Date.parse(created_at ?? "")),
    );
    expect(Math.max(...times)).toBeLessThan(clock.now.getTime() - HOUR);
  });

  test("a sign-in joins the profile of its customer", () => {
    const wanted = signInOf(homes, 2);
    const profile = customers[0]?.rows.customer_profiles[2];
    expect(wanted).toMatchObject({ role: "customer", customerId: profile?.id, email: profile?.email });
  });
});
