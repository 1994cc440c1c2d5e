import { orderPath } from "@/lib/orders/path";
import type { OrderStatus } from "@/lib/orders/types";
import type { TicketStatus } from "@/lib/tickets/types";
import { cut, lines, onOneLine } from "./tools/source";
import { words, writingFor } from "./tools/words";
import type { Source } from "./types";

/** A recent order or ticket, as a turn is given it. */
export type RecentRecord = { id: string; number: string; at: string } & (
  | { kind: "order"; status: OrderStatus; title: null }
  | { kind: "ticket"; status: TicketStatus; title: string }
);

const SUBJECT = 200;
const MERGED = 12_000;

/** A recent record as a source: enough to know what is meant; its details are a tool's. */
export function recordSource(record: RecentRecord, zone: { locale: string; timeZone: string }): Source {
  const { kind, id, number, at, status, title } = record;
  const write = writingFor(zone);
  if (kind === "order") {
    return {
      kind,
      id,
      title: words("title.order", { number }),
      href: orderPath({ id, number }),
      text: lines(
        words("title.order", { number }),
        words("fact.status", { value: words(`orders.status.${status}`) }),
        words("fact.placed", { date: write.date(at) }),
      ),
    };
  }
  return {
    kind,
    id,
    title: words("title.ticket", { number }),
    href: `/portal/tickets/${number}`,
    text: lines(
      words("title.ticket", { number }),
      words("fact.subject", { subject: onOneLine(title, SUBJECT) }),
      words("fact.status", { value: words(`tickets.status.customer.${status}`) }),
      words("fact.lastActivity", { time: write.time(at) }),
    ),
  };
}

/** The same record read twice, in short and in full: what either says has been retrieved. */
export function mergeSources(earlier: Source | undefined, later: Source): Source {
  if (!earlier || later.text.includes(earlier.text)) return later;
  return { ...later, text: cut(`${later.text}\n${earlier.text}`, MERGED) };
}
