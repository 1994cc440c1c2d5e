import "server-only";
import { listDomains } from "@/lib/domains/queries";
import { lookOf } from "@/lib/domains/status";
import { plannedVisit } from "@/lib/services/installation";
import { getService, listServices } from "@/lib/services/queries";
import type { ServiceDetail, ServiceSummary } from "@/lib/services/types";
import { formatBytes } from "@/lib/services/usage";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { domainSource, serviceSource, serviceSummarySource } from "./tools/services";
import { type Writing, words, writingFor } from "./tools/words";

const SHOWN = 5;
/** Domains that one is looked for among. */
const LOOKED_AT = 50;
const SUBJECT = 120;
const ABOUT_USAGE = /\b(?:data|usage|traffic|gb|gigabytes?|bandwidth|used|using)\b/i;
const ABOUT_INSTALLING = /\b(?:technician|installer|install\w*|visit|survey|connected)\b/i;
const ABOUT_LINE = /\b(?:speed|internet|fibre|line|bandwidth|mbps|mbit)\b/i;
const ABOUT_CONTRACT = /\b(?:contract|subscription|notice|expires?|run out)\b/i;

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
  if (ABOUT_CONTRACT.test(question)) return tellContracts(draft, items, asked);
  const isAboutInstalling = ABOUT_INSTALLING.test(question);
  const coming = items.filter(({ status }) => status === "installing");
  const measured = items.filter(({ usageThisMonth }) => usageThisMonth !== null);
  const meant = isAboutInstalling
    ? coming
    : ABOUT_USAGE.test(question)
      ? measured
      : /\bsuspended\b/i.test(question)
        ? items.filter(({ status }) => status === "suspended")
        : ABOUT_LINE.test(question)
          ? items.filter(({ bandwidthMbps }) => bandwidthMbps !== null)
          : items;
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

/** Until when each service is agreed, and how soon it can end. */
async function tellContracts(
  draft: Draft,
  services: readonly ServiceSummary[],
  { context }: Asked,
): Promise<Told> {
  const write = writingFor(context);
  const running = services.filter(({ status }) => status !== "terminated");
  draft.say(words("answer.several.services"));
  for (const { id } of running) {
    const found = await getService(context.viewer, id);
    if (!found.ok) return cannotRead(found.error);
    const { name, contractEndsOn, noticeDays, earliestEndOn } = found.value;
    const until = contractEndsOn ? write.day(contractEndsOn) : "none";
    const earliest = write.day(earliestEndOn);
    draft.item(
      words("answer.service.contract", { name: spoken(name, SUBJECT), until, days: noticeDays, earliest }),
      serviceSource(found.value, write, context.locale),
      until,
      words("fact.notice", { days: noticeDays }),
      earliest,
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
  if (service.bandwidthMbps !== null) {
    const mbps = String(service.bandwidthMbps);
    draft.say(words("answer.service.speed", { mbps }), source, words("fact.speed", { mbps }));
  }
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
  const found = await listDomains(context.viewer, { limit: ref === null ? SHOWN : LOOKED_AT });
  if (!found.ok) return cannotRead(found.error);
  const name = ref?.replace(/^www\./, "");
  const domains = found.value.items.filter(
    ({ id, displayName }) => ref === null || id === ref || displayName.replace(/^www\./, "") === name,
  );
  if (domains.length === 0 && ref?.includes(".")) return "unknown";
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
