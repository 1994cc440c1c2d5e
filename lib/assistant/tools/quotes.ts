import "server-only";
import { z } from "zod";
import { getQuote, listQuotes, type QuoteDetail, searchProducts } from "@/lib/quotes/queries";
import { quoteParams } from "@/lib/quotes/schema";
import { type ProductMatch, QUOTE_STATUSES, type QuoteSummary } from "@/lib/quotes/types";
import type { Source } from "../types";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import { type Writing, words, writingFor } from "./words";

const LINE = 160;
const NOTE = 400;

/** The customer's quotes, latest activity first. */
export const listQuotesTool = defineTool({
  name: "list_quotes",
  description: "Lists the customer's own quotes with status, version, total and how long they are valid.",
  module: "quotes",
  input: z.object({
    status: z.array(z.enum(QUOTE_STATUSES)).max(QUOTE_STATUSES.length).optional(),
    q: z.string().max(100).optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  run: async ({ status, q, limit }, context) => {
    const found = await listQuotes(context.viewer, { status, q }, { limit });
    const write = writingFor(context);
    return reading(found, ({ items }) => ({
      sources: items.map((quote) => quoteSummarySource(quote, write)),
      note: items.length === 0 ? "The customer has no such quotes." : undefined,
    }));
  },
});

/** One quote as it was last sent. */
export const getQuoteTool = defineTool({
  name: "get_quote",
  description:
    "Reads one of the customer's own quotes by number or id: the latest version with its lines, total, validity, note and terms.",
  module: "quotes",
  input: z.object({ quote: quoteParams.shape.id.describe("Number, such as QUO-2026-00017, or id.") }),
  run: async ({ quote }, context) => {
    const found = await getQuote(context.viewer, quote, { now: context.now ?? new Date() });
    return reading(found, (detail) => ({ sources: [quoteSource(detail, writingFor(context))] }));
  },
});

/** Articles of the catalogue, which belongs to nobody. */
export const searchProductsTool = defineTool({
  name: "search_products",
  description:
    "Searches the catalogue by article number or name, slips of the finger included. Prices are without tax.",
  module: "quotes",
  isPersonal: false,
  input: z.object({ query: z.string().min(1).max(200), limit: z.int().min(1).max(10).default(5) }),
  run: async ({ query, limit }, context) => {
    const found = await searchProducts(context.viewer, query, limit);
    const write = writingFor(context);
    return reading(found, (products) => ({
      sources: products.map((product) => productSource(product, write)),
      note: products.length === 0 ? "The catalogue has nothing like that." : undefined,
    }));
  },
});

/** An article of the catalogue as it is cited. */
export function productSource(product: ProductMatch, write: Writing): Source {
  return {
    kind: "product",
    id: product.id,
    title: product.name,
    href: "/portal/quotes/new",
    text: lines(
      onOneLine(product.name, LINE),
      words("fact.sku", { sku: onOneLine(product.sku, 80) }),
      words("fact.kind", { category: onOneLine(product.category, 80) }),
      words("fact.priceNet", { amount: write.money(product.price) }),
    ),
  };
}

/** A quote as a list tells of it. */
export function quoteSummarySource(quote: QuoteSummary, write: Writing): Source {
  return { ...heading(quote), text: lines(...facts(quote, write)) };
}

function heading({ id, number }: QuoteSummary): Pick<Source, "kind" | "id" | "title" | "href"> {
  return {
    kind: "quote",
    id,
    title: words("title.quote", { number }),
    href: `/portal/quotes/${encodeURIComponent(number)}`,
  };
}

function facts(quote: QuoteSummary, write: Writing): string[] {
  return lines(
    words("title.quote", { number: quote.number }),
    words("fact.subject", { subject: onOneLine(quote.title, LINE) }),
    words("fact.status", { value: words(`quotes.status.customer.${quote.status}`) }),
    quote.version > 0 && words("fact.version", { version: String(quote.version) }),
    quote.total && words("fact.total", { amount: write.money(quote.total) }),
    quote.validUntil && words("fact.validUntil", { time: write.time(quote.validUntil) }),
    quote.order && words("fact.becameOrder", { number: onOneLine(quote.order.number, 60) }),
    words("fact.lastActivity", { time: write.time(quote.lastActivityAt) }),
  ).split("\n");
}

/** A quote with all its facts. */
export function quoteSource(quote: QuoteDetail, write: Writing): Source {
  const [latest] = quote.versions;
  const { acceptance, decline } = quote;
  return {
    ...heading(quote),
    text: lines(
      facts(quote, write),
      latest?.items.slice(0, 20).map((item) =>
        words("fact.line", {
          quantity: String(item.quantity),
          description: onOneLine(item.description, LINE),
          amount: write.money(item.net),
        }),
      ),
      latest &&
        latest.discount.amount > 0 &&
        words("fact.discount", { amount: write.money(latest.discount) }),
      latest && words("fact.tax", { amount: write.money(latest.tax) }),
      latest?.note && words("fact.note", { text: onOneLine(latest.note, NOTE) }),
      latest?.terms && words("fact.note", { text: onOneLine(latest.terms, NOTE) }),
      acceptance &&
        words("fact.accepted", {
          version: String(acceptance.version),
          name: onOneLine(acceptance.byName, 80),
          date: write.date(acceptance.at),
        }),
      decline &&
        words("fact.declined", { name: onOneLine(decline.byName, 80), date: write.date(decline.at) }),
    ),
  };
}
