import { MINUTE } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type CallPlan = {
  key: string;
  purpose: string;
  startsAt: Date;
  minutes?: number;
  status?: NonNullable<Row<"scheduled_calls">["status"]>;
  agentId: string | null;
  requesterId: string | null;
  bookedAt: Date;
  notes?: string;
};

export function makeCall(plan: CallPlan, customer: Customer): Row<"scheduled_calls"> {
  return {
    id: idOf("call", plan.key),
    customer_id: customer.id,
    requested_by: plan.requesterId,
    agent_id: plan.agentId,
    starts_at: plan.startsAt.toISOString(),
    ends_at: new Date(plan.startsAt.getTime() + (plan.minutes ?? 30) * MINUTE).toISOString(),
    purpose: plan.purpose,
    notes: plan.notes ?? null,
    phone: customer.phone,
    time_zone: "Africa/Johannesburg",
    status: plan.status ?? "scheduled",
    created_at: plan.bookedAt.toISOString(),
  };
}
