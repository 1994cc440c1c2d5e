import "server-only";
import { z } from "zod";
import { getTicket, listTickets, type TicketDetail } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";
import { TICKET_STATUSES, type TicketSummary } from "@/lib/tickets/types";
import type { Source } from "../types";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import { type Writing, words, writingFor } from "./words";

const MESSAGES = 10;
const MESSAGE = 700;
const SUBJECT = 200;

/** The tickets that the customer can see, latest activity first. */
export const listTicketsTool = defineTool({
  name: "list_tickets",
  description: "Lists the customer's own support tickets with status and last activity, latest first.",
  input: z.object({
    status: z.array(z.enum(TICKET_STATUSES)).max(TICKET_STATUSES.length).optional(),
    q: z.string().max(100).optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  run: async ({ status, q, limit }, context) => {
    const found = await listTickets(context.viewer, { status, q }, { limit });
    const write = writingFor(context);
    return reading(found, ({ items }) => ({
      sources: items.map((ticket) => ticketSummarySource(ticket, write)),
      note: items.length === 0 ? "The customer has no such tickets." : undefined,
    }));
  },
});

/** One ticket with its latest messages. Notes of staff are not among them: the database never gives them to a customer. */
export const getTicketTool = defineTool({
  name: "get_ticket",
  description:
    "Reads one of the customer's own tickets by number or id: status, what is promised, and the latest messages.",
  input: z.object({ ticket: ticketParams.shape.id.describe("Number, such as TKT-2026-00042, or id.") }),
  run: async ({ ticket }, context) => {
    const found = await getTicket(context.viewer, ticket, { now: context.now ?? new Date() });
    return reading(found, (detail) => ({ sources: [ticketSource(detail, writingFor(context))] }));
  },
});

/** A ticket as a list tells of it. */
export function ticketSummarySource(ticket: TicketSummary, write: Writing): Source {
  return { ...heading(ticket), text: lines(...facts(ticket, write)) };
}

function heading({ id, number }: TicketSummary): Pick<Source, "kind" | "id" | "title" | "href"> {
  return { kind: "ticket", id, title: words("title.ticket", { number }), href: `/portal/tickets/${number}` };
}

function facts(ticket: TicketSummary, write: Writing): string[] {
  return lines(
    words("title.ticket", { number: ticket.number }),
    words("fact.subject", { subject: onOneLine(ticket.subject, SUBJECT) }),
    words("fact.status", { value: words(`tickets.status.customer.${ticket.status}`) }),
    words("fact.category", { category: onOneLine(ticket.categoryLabel, 80) }),
    words("fact.priority", { priority: words(`tickets.priority.${ticket.priority}`) }),
    ticket.assigneeName && words("fact.assignee", { name: onOneLine(ticket.assigneeName, 80) }),
    words("fact.opened", { time: write.time(ticket.createdAt) }),
    words("fact.lastActivity", { time: write.time(ticket.lastActivityAt) }),
    ticket.resolvedAt && words("fact.resolved", { time: write.time(ticket.resolvedAt) }),
  ).split("\n");
}

/** A ticket with all its facts. */
export function ticketSource(ticket: TicketDetail, write: Writing): Source {
  const { sla, order, messages } = ticket;
  const isOpen = !["resolved", "closed", "cancelled"].includes(ticket.status);
  const isRunning = isOpen && sla.pausedAt === null;
  const answerDue = sla.firstRespondedAt ? sla.nextResponseDueAt : sla.firstResponseDueAt;
  return {
    ...heading(ticket),
    text: lines(
      facts(ticket, write),
      order && words("fact.order", { number: onOneLine(order.number, 60) }),
      isRunning && answerDue && words("fact.promise", { time: write.time(answerDue) }),
      isRunning && sla.resolutionDueAt && words("fact.solution", { time: write.time(sla.resolutionDueAt) }),
      isOpen &&
        sla.pausedAt &&
        words("fact.paused", {
          time: write.time(sla.pausedAt),
          side: ticket.status === "waiting_customer" ? "customer" : "other",
        }),
      isOpen && sla.opensAt && words("fact.desk", { time: write.time(sla.opensAt) }),
      messages
        .filter(({ internal }) => !internal)
        .slice(-MESSAGES)
        .map(({ authorName, body, createdAt }) =>
          words("fact.message", {
            author: onOneLine(authorName, 80),
            time: write.time(createdAt),
            text: onOneLine(body, MESSAGE),
          }),
        ),
    ),
  };
}
