import "server-only";
import { quotePassages, searchArticles } from "./extractive-articles";
import { tellOrders, tellQuotes } from "./extractive-commerce";
import { type Draft, spoken } from "./extractive-draft";
import { tellInvoices } from "./extractive-invoices";
import { tellProducts } from "./extractive-products";
import { tellDomains, tellServices } from "./extractive-services";
import { tellCalls, tellTickets } from "./extractive-support";
import type { Asked, Outcome, Told } from "./extractive-told";
import type { Topic } from "./intent-rules";
import type { Intent } from "./intents";
import type { ToolContext } from "./tools/types";
import { words } from "./tools/words";

type Topics = Record<
  Topic,
  { tell: (draft: Draft, asked: Asked) => Promise<Told>; tool: string; page: string }
>;

const TOPICS: Topics = {
  orders: { tell: tellOrders, tool: "list_orders", page: "/portal/orders" },
  invoices: { tell: tellInvoices, tool: "list_invoices", page: "/portal/invoices" },
  tickets: { tell: tellTickets, tool: "list_tickets", page: "/portal/tickets" },
  quotes: { tell: tellQuotes, tool: "list_quotes", page: "/portal/quotes" },
  calls: { tell: tellCalls, tool: "list_calls", page: "/portal/calls" },
  services: { tell: tellServices, tool: "list_services", page: "/portal/services" },
  domains: { tell: tellDomains, tool: "list_domains", page: "/portal/domains" },
  products: { tell: tellProducts, tool: "search_products", page: "/portal/quotes/new" },
};

/** The tool that the interface names while such records are looked up. */
export const toolFor = (topic: Topic): string => TOPICS[topic].tool;

/** What a bare number is looked for among, in this order. */
const NUMBERED = ["orders", "invoices", "quotes"] as const satisfies Topic[];

const FOUND: Outcome = { offer: null, support: null };

function has({ viewer }: ToolContext, topic: Topic): boolean {
  return topic === "tickets" || viewer.modules.includes(topic === "products" ? "quotes" : topic);
}

/** Tells of the customer's own, else asks articles where they may know it, too. */
export async function tellRecords(
  draft: Draft,
  question: string,
  { topic, ref, wants, about, otherwise }: Extract<Intent, { kind: "records" }>,
  context: ToolContext,
  askArticles: (instead: Intent) => Promise<Outcome>,
): Promise<Outcome> {
  const instead: Intent | null = otherwise ? { kind: "knowledge", query: otherwise } : null;
  // The catalogue is nobody's data.
  const isRestricted = context.restricted && topic !== "products";
  if (instead && (isRestricted || !has(context, topic))) return askArticles(instead);
  if (!has(context, topic)) {
    draft.say(words("answer.off"));
    return { offer: "not_found", support: null };
  }
  if (isRestricted) return tellRestricted(draft, topic);
  const told = await TOPICS[topic].tell(draft, { question, ref, wants, about, context });
  if (told === "told") return FOUND;
  if (told === "unavailable") return { offer: "unavailable", support: null };
  if (instead) return askArticles(instead);
  draft.say(
    about
      ? words("answer.unknownArticle", { about: spoken(about, 80) })
      : words("answer.unknownNumber", { ref: ref ?? "" }),
  );
  return { offer: "not_found", support: null };
}

function tellRestricted(draft: Draft, topic: Topic): Outcome {
  const page = `[${words(`answer.pages.${topic}`)}](${TOPICS[topic].page})`;
  draft.say(words("answer.restricted", { page }));
  return FOUND;
}

/** A number that may be an order's, an invoice's or a quote's, or the name of an article that is sold. */
export async function tellNumber(
  draft: Draft,
  question: string,
  ref: string,
  context: ToolContext,
): Promise<Outcome> {
  if (context.restricted) return tellRestricted(draft, "orders");
  const wants = /\b(?:paid|pay|owe|invoice)\b/i.test(question) ? "paid" : "status";
  for (const topic of NUMBERED.filter((one) => has(context, one))) {
    const told = await TOPICS[topic].tell(draft, { question, ref, wants, context });
    if (told === "told") return FOUND;
    if (told === "unavailable") return { offer: "unavailable", support: null };
  }
  // "Does the PMA-600 have Bluetooth?" names an article that is sold; where an order is, no article says.
  if (!/\b(?:orders?|parcels?|invoices?|tickets?|quotes?|where|track|status)\b/i.test(question)) {
    const found = await searchArticles(question, context);
    const told = found.support === "good" ? quotePassages(draft, question, found) : null;
    if (told) return told;
  }
  draft.say(words("answer.unknownNumber", { ref }));
  return { offer: "not_found", support: null };
}
