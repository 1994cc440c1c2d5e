import { HOUR } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type Domain = Row<"custom_domains"> & { id: string };

export type DomainPlan = {
  hostname: string;
  status: NonNullable<Row<"custom_domains">["status"]>;
  addedAt: Date;
};

const TARGET = "sites.portico.test";

export function makeDomain({ hostname, status, addedAt }: DomainPlan, customer: Customer): Domain {
  const id = idOf("domain", hostname);
  const found = { pending_dns: null, wrong_dns: "parked.registrar.example" };
  return {
    id,
    customer_id: customer.id,
    hostname,
    status,
    txt_challenge: id.replaceAll("-", ""),
    expected_target: TARGET,
    found_value: status in found ? found[status as keyof typeof found] : TARGET,
    checked_at: status === "pending_dns" ? null : new Date(addedAt.getTime() + HOUR).toISOString(),
    created_at: addedAt.toISOString(),
  };
}
