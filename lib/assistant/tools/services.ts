import "server-only";
import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { listDomains } from "@/lib/domains/queries";
import { lookOf } from "@/lib/domains/status";
import type { Domain } from "@/lib/domains/types";
import { plannedVisit } from "@/lib/services/installation";
import { getService, listServices } from "@/lib/services/queries";
import { SERVICE_STATUSES, type ServiceDetail, type ServiceSummary } from "@/lib/services/types";
import { formatBytes } from "@/lib/services/usage";
import type { Source } from "../types";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import { type Writing, words, writingFor } from "./words";

const LINE = 160;
const NOTE = 400;

/** The customer's services; with an id one of them, with its contract and what comes next. */
export const listServicesTool = defineTool({
  name: "list_services",
  description:
    "Lists the customer's own services (internet, websites) with package, price, usage this month and the next step of an installation. With an id it reads one of them, with contract, notice period and planned visit.",
  module: "services",
  input: z.object({
    service: z.string().refine(isUuid, "no id").optional(),
    status: z.array(z.enum(SERVICE_STATUSES)).max(SERVICE_STATUSES.length).optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  run: async ({ service, status, limit }, context) => {
    const write = writingFor(context);
    if (service) {
      const found = await getService(context.viewer, service.toLowerCase());
      return reading(found, (detail) => ({ sources: [serviceSource(detail, write, context.locale)] }));
    }
    const found = await listServices(context.viewer, { status }, { limit });
    return reading(found, ({ items }) => ({
      sources: items.map((one) => serviceSummarySource(one, write, context.locale)),
      note: items.length === 0 ? "The customer has no such services." : undefined,
    }));
  },
});

/** The customer's own domain names. */
export const listDomainsTool = defineTool({
  name: "list_domains",
  description:
    "Lists the customer's own domain names with their state and the DNS records that are still missing or wrong.",
  module: "domains",
  input: z.object({ limit: z.int().min(1).max(10).default(5) }),
  run: async ({ limit }, context) => {
    const found = await listDomains(context.viewer, { limit });
    const write = writingFor(context);
    return reading(found, ({ items }) => ({
      sources: items.map((domain) => domainSource(domain, write)),
      note: items.length === 0 ? "The customer has no domains." : undefined,
    }));
  },
});

/** A service as a list tells of it. */
export function serviceSummarySource(service: ServiceSummary, write: Writing, locale: string): Source {
  return { ...heading(service), text: lines(...facts(service, write, locale)) };
}

function heading(service: ServiceSummary): Pick<Source, "kind" | "id" | "title" | "href"> {
  return {
    kind: "service",
    id: service.id,
    title: words("title.service", { name: service.name }),
    href: `/portal/services/${service.id}`,
  };
}

function facts(service: ServiceSummary, write: Writing, locale: string): string[] {
  const { usageThisMonth: used, nextStep } = service;
  return lines(
    onOneLine(service.name, LINE),
    words("fact.package", { name: onOneLine(service.package, LINE) }),
    words("fact.status", { value: words(`services.status.${service.status}`) }),
    service.statusNote && words("fact.note", { text: onOneLine(service.statusNote, NOTE) }),
    service.bandwidthMbps !== null && words("fact.speed", { mbps: String(service.bandwidthMbps) }),
    words("fact.priceMonthly", { amount: write.money(service.price) }),
    service.startedOn && words("fact.started", { date: write.day(service.startedOn) }),
    service.endsOn && words("fact.ends", { date: write.day(service.endsOn) }),
    used && words("fact.usage", { used: formatBytes(used.bytesDown + used.bytesUp, locale) }),
    service.allowanceBytes !== null &&
      words("fact.allowance", { allowance: formatBytes(service.allowanceBytes, locale) }),
    nextStep && words("fact.next", { stage: words(`services.installation.stage.${nextStep.stage}`) }),
    nextStep?.windowStart &&
      nextStep.windowEnd &&
      words("fact.visit", {
        stage: words(`services.installation.stage.${nextStep.stage}`),
        start: write.time(nextStep.windowStart),
        end: write.time(nextStep.windowEnd),
      }),
  ).split("\n");
}

/** A service with all its facts. */
export function serviceSource(service: ServiceDetail, write: Writing, locale: string): Source {
  const visit = plannedVisit(service.steps);
  return {
    ...heading(service),
    text: lines(
      facts(service, write, locale),
      service.contractEndsOn && words("fact.contract", { date: write.day(service.contractEndsOn) }),
      words("fact.notice", { days: service.noticeDays }),
      words("fact.earliest", { date: write.day(service.earliestEndOn) }),
      visit?.technician && words("fact.technician", { name: onOneLine(visit.technician, 80) }),
      visit?.preparation && words("fact.prepare", { text: onOneLine(visit.preparation, NOTE) }),
    ),
  };
}

/** A domain with its records. */
export function domainSource(domain: Domain, write: Writing): Source {
  const look = lookOf(domain);
  const wanting = domain.records.filter(({ state }) => state !== "ok");
  return {
    kind: "domain",
    id: domain.id,
    title: words("title.domain", { name: domain.displayName }),
    href: "/portal/domains",
    text: lines(
      words("fact.hostname", { name: onOneLine(domain.displayName, LINE) }),
      words("fact.status", { value: words(`domains.status.${look}`) }),
      words("fact.domainState", { text: words(`domains.brief.${look}`) }),
      wanting.flatMap(({ expected, state }) =>
        expected
          .slice(0, 1)
          .map(({ type, host, value }) =>
            words("fact.record", { type, host, value, state: words(`domains.records.state.${state}`) }),
          ),
      ),
      domain.checkedAt && words("fact.checked", { time: write.time(domain.checkedAt) }),
    ),
  };
}
