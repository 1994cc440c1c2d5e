import type { Random } from "./random.ts";
import type { TicketStatus } from "./script.ts";

/** Up to which age in hours, which statuses, how often. */
const BY_AGE: readonly [number, readonly (readonly [TicketStatus, number])[]][] = [
  [
    6,
    [
      ["new", 55],
      ["assigned", 20],
      ["in_progress", 10],
      ["waiting_customer", 15],
    ],
  ],
  [
    48,
    [
      ["new", 8],
      ["assigned", 12],
      ["in_progress", 25],
      ["waiting_customer", 30],
      ["on_hold", 5],
      ["resolved", 15],
      ["cancelled", 5],
    ],
  ],
  [
    240,
    [
      ["new", 1],
      ["assigned", 2],
      ["in_progress", 8],
      ["waiting_customer", 12],
      ["on_hold", 6],
      ["resolved", 50],
      ["closed", 16],
      ["cancelled", 5],
    ],
  ],
  [
    1_440,
    [
      ["in_progress", 0.5],
      ["waiting_customer", 1],
      ["on_hold", 1],
      ["closed", 94],
      ["cancelled", 3.5],
    ],
  ],
  [
    Number.POSITIVE_INFINITY,
    [
      ["waiting_customer", 0.1],
      ["on_hold", 0.1],
      ["closed", 96.8],
      ["cancelled", 3],
    ],
  ],
];

/** Where a ticket that was opened so many hours ago usually is by now. */
export function statusByAge(hours: number, random: Random): TicketStatus {
  const [, choices] = BY_AGE.find(([limit]) => hours < limit) ?? [];
  return random.weighted(choices ?? [["closed", 1]]);
}
