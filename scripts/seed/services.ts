import { PACKAGES, withoutVat } from "./catalogue.ts";
import { type Clock, DAY, dateOf, HOUR } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf, randomFor } from "./random.ts";
import type { Row } from "./rows.ts";

export type PackageName = (typeof PACKAGES)[number][0];

export type Service = {
  service: Row<"customer_services"> & { id: string };
  steps: Row<"installation_steps">[];
  usage: Row<"service_usage">[];
};

export type ServicePlan = {
  key: string | number;
  package: PackageName;
  /** Unique among all services: it is part of invoice numbers. */
  number: string;
  startedAt: Date;
  status?: NonNullable<Row<"customer_services">["status"]>;
  /** Why it is not working, in words for the customer. */
  statusNote?: string;
};

const STAGES = ["registered", "survey", "scheduled", "installing", "active"] as const;
const PREPARATION = {
  registered: null,
  survey: "Show the technician where the fibre may enter the house.",
  scheduled: null,
  installing: "An adult must be at home. Clear the wall where the router will hang; power within 1.5 m.",
  active: "Restart your devices once the router's light is steady.",
} as const;

const GB = 1e9;
/** Fair use a month, by package; what is missing is unlimited. */
const ALLOWANCE: Partial<Record<PackageName, number>> = {
  "fibre-50": 1_000 * GB,
  "fibre-100": 2_000 * GB,
  "fibre-200": 3_000 * GB,
};
const DESCRIPTION: Record<PackageName, string> = {
  "fibre-50": "For one or two people.",
  "fibre-100": "For a family that streams.",
  "fibre-200": "For working and playing at once.",
  "fibre-1000": "For studios and guest houses.",
  "site-starter": "Five pages, a form and a certificate.",
  "site-shop": "Website Starter with a shop, payments and stock.",
};
/** Fibre is bound for two years: the line to the house is ours to pay for. */
const FIBRE_TERM = 730 * DAY;
const USAGE_MONTHS = 14;

/** What is on offer. */
export function packageRows(): Row<"service_packages">[] {
  return PACKAGES.map(([slug, name, bandwidth, rand], index) => ({
    slug,
    family: bandwidth === null ? "website" : "fibre",
    name,
    description: DESCRIPTION[slug],
    bandwidth_mbps: bandwidth,
    allowance_bytes: ALLOWANCE[slug] ?? null,
    price: withoutVat(rand * 100),
    position: (index + 1) * 10,
  }));
}

export function makeService(plan: ServicePlan, customer: Customer): Service {
  const [name, label, bandwidth, rand] = packageOf(plan.package);
  return {
    service: {
      id: idOf("service", plan.key),
      customer_id: customer.id,
      name: bandwidth ? `${label} at ${customer.address.line1}` : `${label} for ${customer.slug}.example`,
      package: label,
      bandwidth_mbps: bandwidth,
      price: withoutVat(rand * 100),
      status: plan.status ?? "active",
      started_on: plan.status === "installing" ? null : dateOf(plan.startedAt),
      status_note: plan.statusNote ?? null,
      allowance_bytes: ALLOWANCE[name] ?? null,
      contract_ends_on: bandwidth ? dateOf(new Date(plan.startedAt.getTime() + FIBRE_TERM)) : null,
      address: bandwidth ? customer.address : {},
      source: "seed",
      external_id: `${name.startsWith("fibre") ? "F" : "W"}${plan.number}`,
      created_at: plan.startedAt.toISOString(),
    },
    steps: [],
    usage: [],
  };
}

/**
 * The same service with its traffic of the last months: more from year to year and in the winter, of this
 * month only the part that has passed, and one month in which the counter was broken.
 */
export function withUsage(made: Service, clock: Clock): Service {
  const { service } = made;
  const random = randomFor("usage", service.id);
  const today = dateOf(clock.now);
  const passed = Number(today.slice(8)) / 30;
  const typical = (service.bandwidth_mbps ?? 10) ** 0.7 * 24 * GB;
  const usage = Array.from({ length: USAGE_MONTHS }, (_, ago) => {
    const [year = 0, month = 1] = today.split("-").map(Number);
    const first = new Date(Date.UTC(year, month - 1 - ago, 1));
    const season = 1 + 0.22 * Math.cos(((first.getUTCMonth() - 6) / 6) * Math.PI);
    const down = typical * season * random.between(0.82, 1.15) * (1 - ago * 0.025) * (ago === 0 ? passed : 1);
    return {
      service_id: service.id,
      month: first.toISOString().slice(0, 10),
      bytes_down: Math.round(down),
      bytes_up: Math.round(down * random.between(0.09, 0.16)),
    };
  });
  return {
    ...made,
    usage: usage.filter((_, ago) => ago !== 5).filter(({ month }) => month >= startMonth(made)),
  };
}

function startMonth({ service }: Service): string {
  return `${(service.started_on ?? "").slice(0, 7)}-01`;
}

/** The same service on its way in: registered and surveyed, the technician comes in a week. */
export function withInstallation({ service, usage }: Service, clock: Clock): Service {
  const registeredAt = new Date(service.created_at ?? clock.now);
  const windows = {
    registered: null,
    survey: clock.day(-6, 9),
    scheduled: null,
    installing: clock.workday(5, 9),
    active: null,
  };
  const done = {
    registered: registeredAt,
    survey: clock.day(-6, 10, 20),
    scheduled: clock.day(-3, 14, 5),
    installing: null,
    active: null,
  };
  const steps = STAGES.map((stage) => ({
    id: idOf("step", service.id, stage),
    service_id: service.id,
    stage,
    window_start: windows[stage]?.toISOString() ?? null,
    window_end: windows[stage] ? new Date(windows[stage].getTime() + 3 * HOUR).toISOString() : null,
    technician: stage === "survey" || stage === "installing" ? "Kagiso Tau" : null,
    preparation: PREPARATION[stage],
    completed_at: done[stage]?.toISOString() ?? null,
  }));
  return { service, steps, usage };
}

/** When a service that runs since then was last invoiced: on the same day of each 30. */
export function billingDays(count: number, clock: Clock): Date[] {
  return Array.from({ length: count }, (_, index) => new Date(clock.day(-4, 7).getTime() - index * 30 * DAY));
}

function packageOf(name: PackageName) {
  const found = PACKAGES.find((candidate) => candidate[0] === name);
  if (!found) throw new RangeError(`No package is called ${name}.`);
  return found;
}
