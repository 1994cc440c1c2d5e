import { daysBetween, formatTime } from "@/lib/core/dates";
import { type DayWords, dayWords } from "./day";
import type { Dashboard, UpNext, UpNextKind } from "./types";

/** Something that matters today, as a message of `dashboard.today` with its values. */
export type Concern =
  | { key: "waiting" | "overdue" | "working"; values: { count: number } }
  | { key: "call" | "delivery" | "due" | "installation"; values: DayWords & { time: string } }
  | { key: "nothing"; values: Record<string, never> };

/** Two things are a sentence; more would be a list, and there is one below. */
const MOST = 2;

/** How many days ahead something is worth the first line, by its kind. */
const HORIZON: Record<Exclude<UpNextKind, "invoice_overdue">, number> = {
  call: 1,
  delivery: 1,
  installation: 3,
  invoice_due: 6,
};

type Reader = { now: Date; locale: string; timeZone: string };

/**
 * What the greeting says: what waits for the customer first, then what comes soon; otherwise that all is
 * in hand. One or two concerns, the more pressing one first.
 */
export function concernsOfToday(dashboard: Dashboard, reader: Reader): Concern[] {
  const { waitingForYou, overdueInvoices, openTickets } = dashboard;
  const concerns: Concern[] = [];
  if (waitingForYou > 0) concerns.push({ key: "waiting", values: { count: waitingForYou } });
  if (overdueInvoices > 0) concerns.push({ key: "overdue", values: { count: overdueInvoices } });
  concerns.push(
    ...soon(dashboard.upNext, "call", "call", reader),
    ...soon(dashboard.upNext, "delivery", "delivery", reader),
    ...soon(dashboard.upNext, "invoice_due", "due", reader),
    ...soon(dashboard.upNext, "installation", "installation", reader),
  );
  if (concerns.length > 0) return concerns.slice(0, MOST);
  if (openTickets > 0) return [{ key: "working", values: { count: openTickets } }];
  return [{ key: "nothing", values: {} }];
}

/** The concerns as one sentence, by a translator of `dashboard`: "One ticket waits for your answer, and …" */
export function sentenceOf(
  concerns: readonly Concern[],
  t: (key: `today.${Concern["key"] | "one" | "two"}`, values: Record<string, string | number>) => string,
): string {
  const [first = "", second] = concerns.map(({ key, values }) => t(`today.${key}`, values));
  const sentence = second ? t("today.two", { first, second }) : t("today.one", { first });
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}

function soon(
  upNext: readonly UpNext[],
  kind: keyof typeof HORIZON,
  key: "call" | "delivery" | "due" | "installation",
  { now, locale, timeZone }: Reader,
): Concern[] {
  const first = upNext.find((item) => item.kind === kind);
  if (!first) return [];
  const days = daysBetween(now, first.at, timeZone);
  if (days < 0 || days > HORIZON[kind]) return [];
  const time = formatTime(first.at, locale, timeZone);
  return [{ key, values: { ...dayWords(first.at, now, locale, timeZone), time } }];
}
