import { makeCall } from "./calls.ts";
import type { Cast, Named, NamedCustomer } from "./cast.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

/** Name, category, text, how often it was used, and how many days ago last. */
const TEMPLATES = [
  [
    "First answer",
    null,
    "Hi {{customer.first_name | there}},\n\nThank you for writing. I am {{agent.first_name}} and look after {{ticket.number}} from here on. I will be back with news today.\n\nKind regards\n{{agent.name}}, {{company.name}}",
    64,
    0,
  ],
  [
    "Ask for photos",
    "order_issue",
    "Hi {{customer.first_name | there}},\n\nCould you send two photos, please:\n\n1. one of the damage,\n2. one of the outside of the box with its label.\n\nWith those we can act on order {{order.number}} the same day.\n\n{{agent.first_name}}",
    41,
    1,
  ],
  [
    "Where a parcel is",
    "shipping",
    "Order {{order.number}} is with {{order.carrier | our carrier}}. Its number there is **{{order.tracking_number}}**, and this page shows where it is: {{order.tracking_link}}",
    28,
    2,
  ],
  [
    "Line test",
    "technical",
    "Please connect a computer to the router by cable, run a speed test in the evening, and send us the two figures with the name of the test server. We compare them with what {{service.name | your line}} should give.",
    23,
    3,
  ],
  [
    "Refund is on its way",
    "billing",
    "The refund left us today. Depending on your bank it takes three to five working days to reach your account.",
    17,
    5,
  ],
  [
    "Collection of a repair",
    "repair",
    "We collect on weekdays between 8:00 and 16:00. Which day suits you, and is there somebody at home all day?",
    9,
    12,
  ],
  [
    "Domain records",
    "site_edit",
    "Please delete older records for {{domain.name | the same name}} and keep the two that your domain page shows. It checks again every few minutes.",
    6,
    20,
  ],
] as const;

/** Calls and prepared answers. */
export function deskRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  return {
    scheduled_calls: callsOf(named, cast, clock),
    ticket_templates: TEMPLATES.map(([name, category, body, uses, days]) => ({
      id: idOf("template", name),
      name,
      category,
      body,
      usage_count: uses,
      last_used_at: clock.ago(days * DAY + HOUR).toISOString(),
      updated_by: cast.thabo.id,
      updated_at: clock.ago(30 * DAY).toISOString(),
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
