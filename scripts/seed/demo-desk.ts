import { makeCall } from "./calls.ts";
import type { Cast, Named, NamedCustomer } from "./cast.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

const TEMPLATES = [
  [
    "Ask for photos",
    "order_issue",
    "Could you send two photos, please: one of the damage, and one of the outside of the box with its label? With those we can act the same day.",
  ],
  [
    "Line test",
    "technical",
    "Please connect a computer to the router by cable, run a speed test in the evening, and send us the two figures with the name of the test server.",
  ],
  [
    "Refund is on its way",
    "billing",
    "The refund left us today. Depending on your bank it takes three to five working days to reach your account.",
  ],
  [
    "Collection of a repair",
    "repair",
    "We collect on weekdays between 8:00 and 16:00. Which day suits you, and is there somebody at home all day?",
  ],
  [
    "Domain records",
    "site_edit",
    "Please delete older records for the same name and keep the two that your domain page shows. It checks again every few minutes.",
  ],
] as const;

/** Calls and prepared answers. */
export function deskRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  return {
    scheduled_calls: callsOf(named, cast, clock),
    ticket_templates: TEMPLATES.map(([name, category, body]) => ({
      id: idOf("template", name),
      name,
      category,
      body,
      created_at: clock.ago(200 * DAY).toISOString(),
    })),
  };
}

function callsOf(named: Named, cast: Cast, clock: Clock): Row<"scheduled_calls">[] {
  const call = (
    key: string,
    customer: NamedCustomer,
    requester: keyof Cast,
    agent: keyof Cast,
    purpose: string,
    startsAt: Date,
    status: "scheduled" | "completed" | "cancelled" = "scheduled",
  ) =>
    makeCall(
      {
        key,
        purpose,
        startsAt,
        status,
        agentId: cast[agent].id,
        requesterId: cast[requester].id,
        bookedAt: new Date(Math.min(startsAt.getTime() - DAY, clock.now.getTime() - 2 * HOUR)),
      },
      named[customer],
    );
  return [
    call("n1", "naledi", "naledi", "thabo", "Placing speakers in a small room", clock.workday(1, 10)),
    call("n2", "naledi", "naledi", "chantal", "A faster line for uploads", clock.workday(4, 14, 30)),
    call("n3", "naledi", "naledi", "thabo", "Setting up the streamer", clock.day(-12, 11), "completed"),
    call("b1", "blouberg", "johan", "sipho", "Before the fibre installation", clock.workday(1, 15)),
    call("b2", "blouberg", "johan", "thabo", "Music in the guest rooms", clock.workday(3, 9, 30)),
    call(
      "b3",
      "blouberg",
      "johan",
      "chantal",
      "Newsletter for the guesthouse",
      clock.day(-5, 16),
      "cancelled",
    ),
    call("k1", "karoo", "ayanda", "thabo", "Plan for the second edit room", clock.workday(2, 11)),
    call("k2", "karoo", "riaan", "sipho", "Latency on the new line", clock.day(-20, 10), "completed"),
  ];
}
