import { ORDER_STATUSES, type OrderStatus } from "../../lib/orders/types.ts";
import { UserError } from "../lib/steps.ts";

/**
 * The statuses that OpenCart comes with, by their English names. A shop renames them and adds its own, so
 * each id may be mapped by hand: `{ "17": "shipped" }`.
 * Source: install/opencart.sql of OpenCart 3 and 4, table `oc_order_status`.
 */
const BY_NAME: Record<string, OrderStatus> = {
  pending: "pending",
  processing: "processing",
  processed: "processing",
  shipped: "shipped",
  complete: "delivered",
  completed: "delivered",
  delivered: "delivered",
  paid: "paid",
  canceled: "cancelled",
  cancelled: "cancelled",
  "canceled reversal": "processing",
  denied: "cancelled",
  failed: "cancelled",
  expired: "cancelled",
  voided: "cancelled",
  refunded: "refunded",
  reversed: "refunded",
  chargeback: "refunded",
};

/** The same for shops in another language, whose names say nothing to us: the ids of a new shop. */
const BY_ID: Record<number, OrderStatus> = {
  1: "pending",
  2: "processing",
  3: "shipped",
  5: "delivered",
  7: "cancelled",
  8: "cancelled",
  9: "processing",
  10: "cancelled",
  11: "refunded",
  12: "refunded",
  13: "refunded",
  14: "cancelled",
  15: "processing",
  16: "cancelled",
};

export type StatusMap = {
  /** The portal's status; null for one that nobody has mapped. */
  of: (id: number) => OrderStatus | null;
  /** The shop's own word. */
  nameOf: (id: number) => string;
};

/** Translates a shop's statuses: first as `chosen` says, then by name, then by the ids of a new shop. */
export function statusMap(
  names: ReadonlyMap<number, string>,
  chosen: Readonly<Record<string, OrderStatus>>,
): StatusMap {
  return {
    of: (id) => chosen[id] ?? BY_NAME[names.get(id)?.trim().toLowerCase() ?? ""] ?? BY_ID[id] ?? null,
    nameOf: (id) => names.get(id) ?? `#${id}`,
  };
}

/** The content of a `--statuses` file, `{ "17": "shipped" }`. Throws a UserError that says what is wrong. */
export function parseStatuses(text: string): Record<string, OrderStatus> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UserError('The file of --statuses is not JSON like { "17": "shipped" }.');
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new UserError('The file of --statuses is not an object like { "17": "shipped" }.');
  }
  for (const [id, status] of Object.entries(parsed)) {
    if (!/^\d+$/.test(id)) throw new UserError(`--statuses: "${id}" is not the id of a status.`);
    if (!(ORDER_STATUSES as readonly unknown[]).includes(status)) {
      throw new UserError(`--statuses: ${id} becomes one of ${ORDER_STATUSES.join(", ")}.`);
    }
  }
  return parsed as Record<string, OrderStatus>;
}
