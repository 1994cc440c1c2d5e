import type { OrderEvent, OrderStatus } from "./types";

export type Step = {
  status: OrderStatus;
  /** When it was reached, if anybody wrote that down. */
  at: string | null;
  state: "done" | "current" | "ahead";
};

/** The way of an order that nothing happens to. */
const WAY: readonly OrderStatus[] = ["pending", "paid", "processing", "shipped", "delivered"];

/**
 * The way of an order as a line of steps. One that ended early shows the steps that it reached, and then its end;
 * sources that skip a step (paid on delivery) leave it without a time.
 */
export function progressOf(order: {
  status: OrderStatus;
  placedAt: string;
  events: readonly OrderEvent[];
}): Step[] {
  const { status, placedAt, events } = order;
  const reachedAt = (wanted: OrderStatus) => events.findLast((event) => event.status === wanted)?.at ?? null;
  const at = (wanted: OrderStatus) => reachedAt(wanted) ?? (wanted === "pending" ? placedAt : null);
  if (status === "cancelled" || status === "refunded") {
    const reached = WAY.filter((step) => step === "pending" || reachedAt(step) !== null);
    return [
      ...reached.map((step): Step => ({ status: step, at: at(step), state: "done" })),
      { status, at: at(status), state: "current" },
    ];
  }
  const now = WAY.indexOf(status);
  return WAY.map((step, index) => ({
    status: step,
    // What happened later and was taken back is no longer reached.
    at: index <= now ? at(step) : null,
    state: index < now ? "done" : index === now ? "current" : "ahead",
  }));
}
