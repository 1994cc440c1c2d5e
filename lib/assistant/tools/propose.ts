import "server-only";
import { z } from "zod";
import type { Result } from "@/lib/core/result";
import { getOrder } from "@/lib/orders/queries";
import { orderParams } from "@/lib/orders/schema";
import { getEnv } from "@/lib/platform/env";
import { getQuote } from "@/lib/quotes/queries";
import { quoteParams } from "@/lib/quotes/schema";
import { findTicketId, listCategories } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";
import { proposeAction } from "../proposal-service";
import { safeMarkdown } from "../safe-markdown";
import type { ProposedAction } from "../types";
import { defineTool, whyNot } from "./define";
import { onOneLine } from "./source";
import type { ToolResult } from "./types";
import { words } from "./words";

const SUBJECT = 200;
const TEXT = 10_000;

/** Text that a model writes in the customer's name: staff read it, so that it leads nowhere else. */
const written = z
  .string()
  .min(1)
  .max(TEXT)
  .transform((text) => safeMarkdown(text, { origin: getEnv().siteUrl, hosts: [] }));
const subject = z
  .string()
  .min(1)
  .max(1_000)
  .transform((text) => onOneLine(text, SUBJECT));

function proposed(action: Result<ProposedAction>): ToolResult {
  return action.ok ? { action: action.value } : { sources: [], note: whyNot(action.error) };
}

/** A new ticket. */
export const proposeTicketTool = defineTool({
  name: "propose_create_ticket",
  description:
    "Prepares a support ticket for the customer to confirm. Nothing is sent until they do. Write subject and description in their own words and language.",
  input: z.object({
    subject,
    description: written,
    category: z.string().max(40).describe("Slug of a category; a wrong one is answered with the list."),
    priority: z.enum(TICKET_PRIORITIES).optional(),
    order: orderParams.shape.id.describe("Number or id of the order that it is about.").optional(),
  }),
  run: async ({ order, ...ticket }, context) => {
    const categories = await listCategories(context.viewer);
    if (!categories.ok) return { sources: [], note: whyNot(categories.error) };
    if (!categories.value.some(({ slug }) => slug === ticket.category)) {
      const list = categories.value.map(({ slug, label }) => `${slug} (${label})`).join(", ");
      return { sources: [], note: `There is no such category. Choose one of: ${list}` };
    }
    const about = order ? await getOrder(context.viewer, order) : null;
    if (about && !about.ok) return { sources: [], note: whyNot(about.error) };
    return proposed(await proposeAction(context, "create_ticket", { ...ticket, orderId: about?.value.id }));
  },
});

/** An answer to a ticket. */
export const proposeReplyTool = defineTool({
  name: "propose_reply_to_ticket",
  description:
    "Prepares a message to one of the customer's own tickets, for them to confirm. Nothing is sent until they do.",
  input: z.object({ ticket: ticketParams.shape.id.describe("Number or id."), body: written }),
  run: async ({ ticket, body }, context) => {
    const found = await findTicketId(context.viewer, ticket);
    if (!found.ok) return { sources: [], note: whyNot(found.error) };
    return proposed(await proposeAction(context, "reply_to_ticket", { ticketId: found.value, body }));
  },
});

/** The acceptance of a quote. */
export const proposeAcceptanceTool = defineTool({
  name: "propose_accept_quote",
  description:
    "Prepares the acceptance of one version of a quote, for the customer to confirm. Only when the customer says that they want to accept it, and after reading it with get_quote.",
  module: "quotes",
  input: z.object({
    quote: quoteParams.shape.id.describe("Number or id."),
    version: z.int().min(1).max(1_000).describe("The version that the customer has been told of."),
  }),
  run: async ({ quote, version }, context) => {
    const found = await getQuote(context.viewer, quote, { now: context.now ?? new Date() });
    if (!found.ok) return { sources: [], note: whyNot(found.error) };
    return proposed(await proposeAction(context, "accept_quote", { quoteId: found.value.id, version }));
  },
});

/** The wish for an invoice that is not there. */
export const proposeInvoiceTool = defineTool({
  name: "propose_request_invoice",
  description:
    "Prepares the wish for an invoice of an order that has none, for the customer to confirm. First look with get_order whether there is one.",
  module: "orders",
  input: z.object({ order: orderParams.shape.id.describe("Number or id.") }),
  run: async ({ order }, context) => {
    const found = await getOrder(context.viewer, order);
    if (!found.ok) return { sources: [], note: whyNot(found.error) };
    const number = onOneLine(found.value.number, 60);
    return proposed(
      await proposeAction(context, "request_invoice", {
        orderId: found.value.id,
        subject: words("proposal.invoice.subject", { number }),
        description: words("proposal.invoice.description", { number }),
      }),
    );
  },
});
