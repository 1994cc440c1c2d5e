import { isUuid } from "@/lib/core/ids";
import { CALL_CHANNELS, type CallChannel } from "./types";

/** What the address of a booking says: each step adds something, so that all of them work without script. */
export type BookingAddress = {
  category: string | null;
  channel: CallChannel | null;
  /** "2026-11" */
  month: string | null;
  /** "2026-11-24" */
  day: string | null;
  /** The slot, as ISO 8601 in UTC. */
  at: string | null;
  /** Another zone than the reader's own. */
  zone: string | null;
  /** Whether the list of zones is open. */
  zones: boolean;
  /** A call to take the words from. */
  again: string | null;
  /** Whom staff book for, and with whom. */
  customer: string | null;
  agent: string | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readBookingAddress(params: SearchParams): BookingAddress {
  const text = (name: string) => [params[name]].flat()[0] ?? "";
  const only = (name: string, fits: (value: string) => boolean) => (fits(text(name)) ? text(name) : null);
  const at = text("at");
  return {
    category: only("category", (value) => /^[a-z][a-z_]{1,39}$/.test(value)),
    channel: CALL_CHANNELS.find((channel) => channel === text("channel")) ?? null,
    month: only("month", (value) => MONTH.test(value)),
    day: only("day", isDay),
    at: /^\d{4}-\d\d-\d\dT/.test(at) && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : null,
    zone: only("zone", isZone),
    zones: text("zones") === "1",
    again: only("again", isUuid),
    customer: only("customer", isUuid),
    agent: only("agent", isUuid),
  };
}

/** The query string of a booking with something changed. */
export function bookingQuery(address: BookingAddress, change: Partial<BookingAddress> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...address, zones: false, ...change })) {
    if (value) query.set(name, value === true ? "1" : value);
  }
  const text = query.toString();
  return text && `?${text}`;
}

function isDay(value: string): boolean {
  // The thirtieth of February is read as a day in March.
  return /^\d{4}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
}

function isZone(value: string): boolean {
  if (!/^(UTC$|[A-Za-z_]+\/)/.test(value) || value.length > 64) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
}
