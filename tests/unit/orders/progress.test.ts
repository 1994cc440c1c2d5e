import { expect, test } from "vitest";
import { progressOf } from "@/lib/orders/progress";
import type { OrderStatus } from "@/lib/orders/types";

const PLACED = "2026-11-01T08:00:00.000000Z";

/** "paid03" was reached on the 3rd, "paid?" at no known time; the current one in capitals, what is ahead in brackets. */
function drawn(status: OrderStatus, ...events: [OrderStatus, string][]): string {
  const steps = progressOf({
    status,
    placedAt: PLACED,
    events: events.map(([reached, day]) => ({
      status: reached,
      note: null,
      at: `2026-11-${day}T08:00:00.000000Z`,
    })),
  });
  return steps
    .map(({ status: step, at, state }) => {
      const word = `${state === "current" ? step.toUpperCase() : step}${at ? at.slice(8, 10) : "?"}`;
      return state === "ahead" ? `(${step})` : word;
    })
    .join(" ");
}

test("an order goes its way, from the day it was placed", () => {
  expect(drawn("pending")).toBe("PENDING01 (paid) (processing) (shipped) (delivered)");
  expect(drawn("shipped", ["pending", "02"], ["paid", "03"], ["processing", "03"], ["shipped", "04"])).toBe(
    "pending02 paid03 processing03 SHIPPED04 (delivered)",
  );
});

test("a step that was skipped is done, without a time", () => {
  expect(drawn("delivered", ["pending", "02"], ["shipped", "04"], ["delivered", "05"])).toBe(
    "pending02 paid? processing? shipped04 DELIVERED05",
  );
});

test("what was taken back is ahead again", () => {
  expect(drawn("processing", ["pending", "02"], ["shipped", "04"], ["processing", "05"])).toBe(
    "pending02 paid? PROCESSING05 (shipped) (delivered)",
  );
});

test("the latest time counts", () => {
  expect(drawn("shipped", ["shipped", "03"], ["processing", "04"], ["shipped", "05"])).toBe(
    "pending01 paid? processing04 SHIPPED05 (delivered)",
  );
});

test("an order that ended early shows how far it came", () => {
  expect(drawn("cancelled", ["pending", "02"], ["cancelled", "03"])).toBe("pending02 CANCELLED03");
  expect(drawn("refunded", ["paid", "02"], ["delivered", "05"], ["refunded", "09"])).toBe(
    "pending01 paid02 delivered05 REFUNDED09",
  );
  expect(drawn("refunded")).toBe("pending01 REFUNDED?");
});
