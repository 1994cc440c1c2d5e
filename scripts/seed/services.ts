import { PACKAGES, withoutVat } from "./catalogue.ts";
import { type Clock, DAY, dateOf, HOUR } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type PackageName = (typeof PACKAGES)[number][0];

export type Service = {
  service: Row<"customer_services"> & { id: string };
  steps: Row<"installation_steps">[];
};

export type ServicePlan = {
  key: string | number;
  package: PackageName;
  /** Unique among all services: it is part of invoice numbers. */
  number: string;
  startedAt: Date;
  status?: NonNullable<Row<"customer_services">["status"]>;
};

const STAGES = ["registered", "survey", "scheduled", "installing", "active"] as const;
const PREPARATION = {
  registered: null,
  survey: "Show the technician where the fibre may enter the house.",
  scheduled: null,
  installing: "An adult must be at home. Clear the wall where the router will hang; power within 1.5 m.",
  active: "Restart your devices once the router's light is steady.",
} as const;

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
      source: "seed",
      external_id: `${name.startsWith("fibre") ? "F" : "W"}${plan.number}`,
      created_at: plan.startedAt.toISOString(),
    },
    steps: [],
  };
}

/** The same service on its way in: registered and surveyed, the technician comes in two working days. */
export function withInstallation({ service }: Service, clock: Clock): Service {
  const registeredAt = new Date(service.created_at ?? clock.now);
  const windows = {
    registered: null,
    survey: clock.day(-6, 9),
    scheduled: null,
    installing: clock.workday(2, 9),
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
  return { service, steps };
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
