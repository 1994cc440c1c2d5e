import type { Cast, Named } from "./cast.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { callRows } from "./demo-calls.ts";
import { idOf } from "./random.ts";
import type { Rows } from "./rows.ts";

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
    ...callRows(named, cast, clock),
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
