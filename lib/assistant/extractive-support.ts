import "server-only";
import { listDomains } from "@/lib/domains/queries";
import { lookOf } from "@/lib/domains/status";
import { plannedVisit } from "@/lib/services/installation";
import { getService, listServices } from "@/lib/services/queries";
import type { ServiceDetail } from "@/lib/services/types";
import { formatBytes } from "@/lib/services/usage";
import { getTicket, listTickets, type TicketDetail } from "@/lib/tickets/queries";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { callSource, upcomingCalls } from "./tools/calls";
import { domainSource, serviceSource, serviceSummarySource } from "./tools/services";
import { ticketSource, ticketSummarySource } from "./tools/tickets";
import { type Writing, words, writingFor } from "./tools/words";

const OPEN = ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer", "on_hold"] as const;
const SHOWN = 5;
const SUBJECT = 120;
const ABOUT_USAGE = /\b(?:data|usage|traffic|gb|gigabytes?|bandwidth|used|using)\b/i;
const ABOUT_INSTALLING = /\b(?:technician|installer|install\w*|visit|connected)\b/i;

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
  const open = await listTickets(viewer, { status: [...OPEN] }, { limit: SHOWN });
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

/** What is subscribed to, used and being installed. */
export async function tellServices(draft: Draft, asked: Asked): Promise<Told> {
  const { question, ref, wants, context } = asked;
  const write = writingFor(context);
  const { viewer, locale } = context;
  if (ref) {
    const found = await getService(viewer, ref);
    if (!found.ok) return cannotRead(found.error);
    sayService(draft, found.value, write, locale);
    return "told";
  }
  const found = await listServices(viewer, {}, { limit: SHOWN });
  if (!found.ok) return cannotRead(found.error);
  const { items } = found.value;
  const [only] = items;
  if (!only) {
    draft.say(words("answer.none.services"));
    return "told";
  }
  const isAboutInstalling = ABOUT_INSTALLING.test(question);
  const coming = items.filter(({ status }) => status === "installing");
  const measured = items.filter(({ usageThisMonth }) => usageThisMonth !== null);
  const meant = isAboutInstalling ? coming : ABOUT_USAGE.test(question) ? measured : items;
  const [one] = meant;
  if (one && meant.length === 1 && (wants !== "list" || meant !== items)) {
    return tellServices(draft, { ...asked, ref: one.id });
  }
  if (isAboutInstalling && coming.length === 0) draft.say(words("answer.service.noVisit"));
  draft.say(words("answer.several.services"));
  for (const service of items) {
    const status = words(`services.status.${service.status}`);
    const price = write.money(service.price);
    const source = serviceSummarySource(service, write, locale);
    draft.item(
      words("answer.service.line", {
        name: spoken(service.name, SUBJECT),
        package: spoken(service.package, SUBJECT),
        status,
        price,
      }),
      source,
      status,
      price,
    );
  }
  return "told";
}

function sayService(draft: Draft, service: ServiceDetail, write: Writing, locale: string): void {
  const source = serviceSource(service, write, locale);
  const { status, statusNote, usageThisMonth, allowanceBytes, endsOn, nextStep } = service;
  draft.say(
    words("answer.service.state", {
      name: spoken(service.name, SUBJECT),
      package: spoken(service.package, SUBJECT),
      status,
    }),
    source,
    words(`services.status.${status}`),
  );
  if (statusNote)
    draft.say(words("answer.service.note", { note: spoken(statusNote, 300) }), source, statusNote);
  const price = write.money(service.price);
  draft.say(words("answer.service.price", { price }), source, price);
  if (usageThisMonth) {
    const used = formatBytes(usageThisMonth.bytesDown + usageThisMonth.bytesUp, locale);
    const allowance = allowanceBytes === null ? "none" : formatBytes(allowanceBytes, locale);
    draft.say(words("answer.service.used", { used, allowance }), source, used, allowance);
  }
  const visit = plannedVisit(service.steps);
  if (visit) {
    const [start, end] = [write.time(visit.windowStart), write.time(visit.windowEnd)];
    const stage = words(`services.installation.stage.${visit.stage}`);
    draft.say(words("answer.service.visit", { stage, start, end }), source, start);
  } else if (nextStep) {
    const stage = words(`services.installation.stage.${nextStep.stage}`);
    draft.say(words("answer.service.next", { stage }), source, stage);
  }
  if (endsOn) draft.say(words("answer.service.ends", { date: write.day(endsOn) }), source, write.day(endsOn));
}

/** The customer's domains and what they wait for. */
export async function tellDomains(draft: Draft, { ref, context }: Asked): Promise<Told> {
  const write = writingFor(context);
  const found = await listDomains(context.viewer, { limit: SHOWN });
  if (!found.ok) return cannotRead(found.error);
  const domains = found.value.items.filter(({ id }) => ref === null || id === ref);
  if (domains.length === 0) draft.say(words("answer.none.domains"));
  else draft.say(words("answer.several.domains"));
  for (const domain of domains) {
    const look = lookOf(domain);
    const status = words(`domains.status.${look}`);
    const meaning = words(`domains.brief.${look}`);
    draft.item(
      words("answer.domain.line", { name: spoken(domain.displayName, 260), status, meaning }),
      domainSource(domain, write),
      domain.displayName,
      status,
      meaning,
    );
  }
  return "told";
}
