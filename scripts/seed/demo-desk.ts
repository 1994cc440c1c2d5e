import { makeCall } from "./calls.ts";
import type { Cast, Named, NamedCustomer } from "./cast.ts";
import { product } from "./catalogue.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { makeQuote, type QuotePlan } from "./quotes.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

type QuoteLine = [number, QuotePlan["status"], number, string, string, Record<string, number>];

/** Number, status, days since it was asked for, title, message, products. */
const QUOTES: Record<NamedCustomer, QuoteLine[]> = {
  naledi: [
    [
      2041,
      "sent",
      4,
      "A quiet corner for listening",
      "Amplifier and open-back headphones for a small flat, please.",
      { "AMP-DRAK-60": 1, "HP-OPEN": 1 },
    ],
    [
      2046,
      "requested",
      0.4,
      "Sound for a portrait studio",
      "Background music in two rooms, nothing visible from the camera.",
      { "SPK-LOERIE": 4 },
    ],
    [2012, "accepted", 215, "First proper amplifier", "Something that lasts.", { "AMP-DRAK-60": 1 }],
    [2027, "expired", 75, "Studio monitors", "For editing video, nothing more.", { "STU-MON": 2 }],
  ],
  blouberg: [
    [
      2040,
      "changes_requested",
      6,
      "Music in eight guest rooms",
      "Each room with its own volume. Could the verandas be on the same system?",
      { "SPK-LOERIE": 8, "AVR-72": 1 },
    ],
    [
      2044,
      "in_review",
      1.2,
      "Battery backup for the reception",
      "Router, telephone and card machine through four hours of load-shedding.",
      { "PWR-UPS": 2, "PWR-SURGE": 2 },
    ],
    [
      2019,
      "declined",
      120,
      "Outdoor speakers for the garden",
      "Too bright for us in the end.",
      { "SPK-KUDU-5": 2 },
    ],
  ],
  karoo: [
    [
      2043,
      "sent",
      2,
      "Treatment for the small booth",
      "About nine square metres, mostly voice.",
      { "ACO-PANEL": 4, "MIC-USB": 1 },
    ],
    [
      2033,
      "accepted",
      45,
      "Second edit room",
      "The same as the first one.",
      { "STU-MON": 2, "STU-IFACE": 1 },
    ],
  ],
};

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

/** Quotes, calls and prepared answers. */
export function deskRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  const quotes = Object.entries(QUOTES).flatMap(([key, lines]) =>
    lines.map((line) => quoteOf(line, named[key as NamedCustomer], clock)),
  );
  return {
    quote_requests: quotes.map(({ quote }) => quote),
    quote_items: quotes.flatMap(({ items }) => items),
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

function quoteOf(
  [number, status, days, title, message, products]: QuoteLine,
  customer: Named["naledi"],
  clock: Clock,
) {
  const askedAt = clock.ago(days * DAY);
  return makeQuote(
    {
      number: `Q-${number}`,
      title,
      message,
      status,
      lines: Object.entries(products).map(([sku, quantity]) => ({ product: product(sku), quantity })),
      askedAt,
      validUntil: new Date(askedAt.getTime() + 14 * DAY),
    },
    customer,
  );
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
