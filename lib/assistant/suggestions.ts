import type { Dashboard } from "@/lib/dashboard/types";

/** A first question, by its key under `chat.suggest` in the messages, and the record that it names. */
export type Suggestion = { key: SuggestionKey; number?: string };
type SuggestionKey = keyof typeof import("@/messages/en/chat.json")["suggest"];

/**
 * What a page is about, as its address says. Of a service that is its id until `nameSubject` knows the name; the page of
 * domains names none.
 */
export type Subject = {
  kind: "order" | "invoice" | "quote" | "ticket" | "service" | "domain";
  number: string;
};

const MOST = 4;
const GENERAL = ["returns", "delivery", "warranty", "person"] as const;
const OF_SUBJECT = {
  order: ["order", "orderReturn", "orderInvoice"],
  invoice: ["invoiceDue", "invoicePay"],
  quote: ["quote", "quoteChange"],
  ticket: ["ticket"],
  service: ["service", "serviceEnd", "serviceFault"],
  domain: ["domain", "domainConnect"],
} as const;

/** Questions about one record. */
export function suggestAbout({ kind, number }: Subject): Suggestion[] {
  return OF_SUBJECT[kind].map((key) => ({ key, number }));
}

/** First questions out of the customer's own situation: what is late, on its way, or waits for them; then what everybody asks. */
export function suggestFirst({
  modules,
  upNext,
  recentTickets,
  activeOrders,
  pendingInvoices,
}: Dashboard): Suggestion[] {
  const own: Suggestion[] = [];
  const overdue = upNext.find(({ kind, number }) => kind === "invoice_overdue" && number);
  const delivery = upNext.find(({ kind, number }) => kind === "delivery" && number);
  const waiting = recentTickets.find(({ status }) => status === "waiting_customer");
  if (overdue?.number) own.push({ key: "invoiceOverdue", number: overdue.number });
  if (delivery?.number) own.push({ key: "order", number: delivery.number });
  else if (activeOrders > 0) own.push({ key: "anyOrder" });
  if (waiting) own.push({ key: "ticket", number: waiting.number });
  if (pendingInvoices > 0 && !overdue) own.push({ key: "anyInvoice" });
  const general = GENERAL.filter((key) => key === "person" || modules.includes("orders"));
  return [...own.slice(0, MOST - 1), ...general.map((key) => ({ key }))].slice(0, MOST);
}

const NUMBERED = /^\/portal\/(order|invoice|quote|ticket)s\/([A-Za-z0-9][A-Za-z0-9-]{2,39})$/;
const SERVICE = /^\/portal\/services\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** What a page of the portal is about; null for lists and forms, and for what would only tell people an id. */
export function subjectOf(pathname: string): Subject | null {
  if (pathname === "/portal/domains") return { kind: "domain", number: "" };
  const service = SERVICE.exec(pathname)?.[1];
  if (service) return { kind: "service", number: service.toLowerCase() };
  const [, kind, number = ""] = NUMBERED.exec(pathname) ?? [];
  if (!kind || number === "new" || ID.test(number) || !/\d/.test(number)) return null;
  return { kind: kind as Subject["kind"], number };
}
