import "server-only";
import { getTicket, listTickets, type TicketDetail } from "@/lib/tickets/queries";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { callSource, upcomingCalls } from "./tools/calls";
import { ticketSource, ticketSummarySource } from "./tools/tickets";
import { type Writing, words, writingFor } from "./tools/words";

const OPEN = ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer", "on_hold"] as const;
const SHOWN = 5;
const SUBJECT = 120;

/** How it stands with a ticket, or which ones are open. */
export async function tellTickets(draft: Draft, asked: Asked): Promise<Told> {
  const { ref, wants, context } = asked;
  const write = writingFor(context);
  const { viewer } = context;
  if (ref) {
    const found = await getTicket(viewer, ref, { now: context.now ?? new Date() });
    if (!found.ok) return cannotRead(found.error);
    sayTicket(draft, found.value, write);
    return "told";
  }
  const isOne = wants === "latest";
  const open = await listTickets(viewer, isOne ? {} : { status: [...OPEN] }, { limit: isOne ? 1 : SHOWN });
  if (!open.ok) return cannotRead(open.error);
  let { items } = open.value;
  const isOpen = items.length > 0;
  if (!isOpen) {
    const latest = await listTickets(viewer, {}, { limit: wants === "list" ? SHOWN : 1 });
    if (!latest.ok) return cannotRead(latest.error);
    items = latest.value.items;
  }
  const [only] = items;
  if (!only) {
    draft.say(words("answer.none.tickets"));
    return "told";
  }
  if (items.length === 1 && wants !== "list") return tellTickets(draft, { ...asked, ref: only.id });
  draft.say(
    isOpen ? words("answer.several.tickets", { count: items.length }) : words("answer.several.ticketsAll"),
  );
  for (const ticket of items) {
    const status = words(`tickets.status.customer.${ticket.status}`);
    const time = write.time(ticket.lastActivityAt);
    draft.item(
      words("answer.ticket.line", {
        number: ticket.number,
        subject: spoken(ticket.subject, SUBJECT),
        status,
        time,
      }),
      ticketSummarySource(ticket, write),
      ticket.number,
      status,
      time,
    );
  }
  return "told";
}

function sayTicket(draft: Draft, ticket: TicketDetail, write: Writing): void {
  const source = ticketSource(ticket, write);
  const { sla, status, number, assigneeName } = ticket;
  draft.say(
    words("answer.ticket.state", { number, subject: spoken(ticket.subject, SUBJECT), status }),
    source,
    number,
    words(`tickets.status.customer.${status}`),
  );
  const isRunning = (OPEN as readonly string[]).includes(status) && sla.pausedAt === null;
  if (assigneeName && isRunning)
    draft.say(words("answer.ticket.with", { name: spoken(assigneeName, 80) }), source, assigneeName);
  const answerDue = sla.firstRespondedAt ? sla.nextResponseDueAt : sla.firstResponseDueAt;
  if (isRunning && answerDue) {
    const time = write.time(answerDue);
    draft.say(words("answer.ticket.promise", { time }), source, time);
  }
  if (isRunning && sla.resolutionDueAt) {
    const time = write.time(sla.resolutionDueAt);
    draft.say(words("answer.ticket.solution", { time }), source, time);
  }
  if (status === "waiting_customer" && sla.pausedAt) {
    const time = write.time(sla.pausedAt);
    draft.say(words("answer.ticket.paused", { time }), source, time);
  }
  const last = ticket.messages.findLast(({ internal, authorType }) => !internal && authorType !== "customer");
  if (last) {
    const time = write.time(last.createdAt);
    draft.paragraph();
    draft.say(
      words("answer.ticket.last", {
        author: spoken(last.authorName, 80),
        time,
        text: spoken(last.body, 280),
      }),
      source,
      `${spoken(last.authorName, 80)} on ${time}`,
    );
  }
}

/** The calls to come. */
export async function tellCalls(draft: Draft, { ref, wants, context }: Asked): Promise<Told> {
  const write = writingFor(context);
  const found = await upcomingCalls(context, SHOWN);
  if (!found.ok) return cannotRead(found.error);
  const calls = found.value.filter(({ id }) => ref === null || id === ref);
  if (calls.length === 0) draft.say(words("answer.none.calls"));
  else draft.say(words("answer.several.calls"));
  for (const call of calls) {
    const time = write.time(call.startsAt);
    draft.item(
      words("answer.call.line", {
        time,
        purpose: spoken(call.purpose, SUBJECT),
        phone: call.phone ? spoken(call.phone, 40) : "none",
      }),
      callSource(call, write),
      time,
      call.phone,
    );
  }
  if (wants === "change") {
    draft.paragraph();
    draft.say(words("answer.call.change", { page: `[${words("answer.pages.calls")}](/portal/calls)` }));
  }
  return "told";
}
