import { type Clock, DAY, HOUR } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type Domain = Row<"custom_domains"> & { id: string };

type Status = NonNullable<Row<"custom_domains">["status"]>;
export type DomainPlan = { hostname: string; status: Status; addedAt: Date };

const TARGET = "sites.portico.test";
const PARKED = "parked.registrar.example";
/** How long a certificate runs, and how long before its end the next one is asked for. */
const CERTIFICATE_DAYS = 90;

const record = (purpose: "ownership" | "traffic", values: string[], problem: string | null = null) => ({
  purpose,
  values,
  problem,
});

/** A domain as the checks of the last day left it. */
export function makeDomain(
  { hostname, status, addedAt }: DomainPlan,
  customer: Customer,
  clock: Clock,
): Domain {
  const id = idOf("domain", hostname);
  const challenge = id.replaceAll("-", "");
  const checkedAt = clock.ago(HOUR / 2);
  const isProven = ["verified", "certificate_pending", "live"].includes(status);
  return {
    id,
    customer_id: customer.id,
    hostname,
    status,
    txt_challenge: challenge,
    expected_target: TARGET,
    found: foundOf(status, challenge),
    checked_at: checkedAt.toISOString(),
    // Never due while a demonstration or a test has just begun.
    next_check_at:
      status === "failed" ? null : new Date(checkedAt.getTime() + (isProven ? DAY : 2 * HOUR)).toISOString(),
    attempts: isProven ? 0 : 9,
    checking_since: addedAt.toISOString(),
    verified_at: isProven ? new Date(addedAt.getTime() + HOUR).toISOString() : null,
    certificate: certificateOf(status, addedAt, checkedAt, clock),
    created_at: addedAt.toISOString(),
  };
}

function foundOf(status: Status, challenge: string) {
  if (status === "pending_dns" || status === "failed") {
    return [
      { ...record("ownership", [], "no_name"), state: "missing" },
      { ...record("traffic", [], "no_name"), state: "missing" },
    ];
  }
  const isWrong = status === "wrong_dns";
  return [
    { ...record("ownership", [challenge]), state: "ok" },
    { ...record("traffic", [isWrong ? PARKED : TARGET]), state: isWrong ? "wrong" : "ok" },
  ];
}

function certificateOf(status: Status, addedAt: Date, checkedAt: Date, clock: Clock) {
  if (status === "certificate_pending") return { status: "requested", at: checkedAt.toISOString() };
  if (status !== "live") return null;
  // Renewed every sixty days since the first one.
  const renewals = Math.floor((clock.now.getTime() - addedAt.getTime()) / (60 * DAY));
  const at = new Date(addedAt.getTime() + renewals * 60 * DAY + 2 * HOUR);
  const expiresAt = new Date(at.getTime() + CERTIFICATE_DAYS * DAY);
  return {
    status: "issued",
    issuer: "Let's Encrypt",
    at: at.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
