import type { Cast, Named, NamedCustomer } from "./cast.ts";
import { withoutVat } from "./catalogue.ts";
import { type Clock, DAY } from "./clock.ts";
import { makeQuote, type QuoteLine, type QuotePlan } from "./quotes.ts";
import { idOf } from "./random.ts";
import type { Rows } from "./rows.ts";

type Story = Omit<QuotePlan, "customer" | "agent" | "number"> & { number: number };

/** "AMP-DRAK-60, STU-MON×2" */
function products(text: string): QuoteLine[] {
  return text.split(", ").map((part) => {
    const [sku = "", quantity = "1"] = part.split("×");
    return { sku, quantity: Number(quantity) };
  });
}

const rand = (amount: number) => withoutVat(amount * 100);
const fitting = (hours: number): QuoteLine => ({
  words: "Fitting and setting up, per hour",
  quantity: hours,
  price: rand(690),
});

/** What the three named customers asked for: every state there is, one quote with three versions. */
function storiesAt(clock: Clock): Record<NamedCustomer, Story[]> {
  const ago = (days: number) => clock.ago(days * DAY);
  return {
    naledi: [quietCorner(ago), ...naledisOthers(ago)],
    blouberg: bloubergs(ago),
    karoo: karoos(ago),
  };
}

type Ago = (days: number) => Date;

function quietCorner(ago: Ago): Story {
  const headphones: QuoteLine = { sku: "HP-OPEN", quantity: 1 };
  return {
    number: 2041,
    title: "A quiet corner for listening",
    message: "Amplifier and open-back headphones for a small flat, please. The neighbours must not hear it.",
    status: "sent",
    asked: [{ sku: "AMP-DRAK-60", quantity: 1, note: "In black, if there is a choice" }, headphones],
    askedAt: ago(9),
    reviewedAt: ago(8.6),
    versions: [
      {
        sentAt: ago(8.2),
        validDays: 14,
        lines: [...products("AMP-DRAK-60, HP-OPEN, SRC-DAC"), fitting(2)],
        note: "The DAC makes your computer part of it. Tell us if you would rather leave it out.",
        wishes: {
          at: ago(6),
          message: "Lovely, but a little above what I planned. Could we do without the DAC for now?",
          lines: [
            { line: "SRC-DAC", quantity: 0, message: "Perhaps next year" },
            { line: "Fitting and setting up, per hour", quantity: 1 },
          ],
        },
      },
      {
        sentAt: ago(5.1),
        validDays: 14,
        lines: [...products("AMP-DRAK-60, HP-OPEN"), fitting(1)],
        wishes: {
          at: ago(3.2),
          message:
            "Could you add a cable for my old record player, and is there anything you can do on the amplifier?",
        },
      },
      {
        sentAt: ago(2.1),
        validDays: 14,
        lines: [
          {
            sku: "AMP-DRAK-60",
            quantity: 1,
            discount: rand(600),
            note: "Ex-demonstration, with full guarantee",
          },
          headphones,
          { sku: "CAB-RCA", quantity: 1 },
          fitting(1),
        ],
        note: "With the demonstration amplifier it comes to less than you planned.",
      },
    ],
  };
}

function naledisOthers(ago: Ago): Story[] {
  return [
    {
      number: 2046,
      title: "Sound for a portrait studio",
      message: "Background music in two rooms, nothing visible from the camera.",
      status: "requested",
      asked: [
        { sku: "SPK-LOERIE", quantity: 4 },
        { words: "Something to play from, without a screen", quantity: 1 },
      ],
      askedAt: ago(0.4),
    },
    {
      number: 2012,
      title: "First proper amplifier",
      message: "Something that lasts.",
      status: "accepted",
      asked: products("AMP-DRAK-60, CAB-SPK-5"),
      askedAt: ago(215),
      reviewedAt: ago(214.8),
      versions: [{ sentAt: ago(214.6), validDays: 14, lines: products("AMP-DRAK-60, CAB-SPK-5") }],
      endedAt: ago(211.9),
      orderId: idOf("order", "demo-10002"),
    },
    {
      number: 2027,
      title: "Studio monitors",
      message: "For editing video, nothing more.",
      status: "expired",
      asked: products("STU-MON×2"),
      askedAt: ago(75),
      reviewedAt: ago(74.5),
      versions: [{ sentAt: ago(74), validDays: 14, lines: products("STU-MON×2, STAND-60") }],
      endedAt: ago(59),
    },
  ];
}

function bloubergs(ago: Ago): Story[] {
  return [
    {
      number: 2040,
      title: "Music in eight guest rooms",
      message: "Each room with its own volume. Could the verandas be on the same system?",
      status: "changes_requested",
      asked: products("SPK-LOERIE×8, AVR-72"),
      askedAt: ago(6),
      reviewedAt: ago(5.7),
      versions: [
        {
          sentAt: ago(4),
          validDays: 21,
          lines: [...products("SPK-LOERIE×8, AVR-72, CAB-SPK-5×8"), fitting(16)],
          discount: rand(1500),
          note: "Sixteen hours is two of us for a day; guests need not leave.",
          wishes: {
            at: ago(1.5),
            message: "Two rooms are closed for the winter, and the verandas are missing.",
            lines: [
              { line: "SPK-LOERIE", quantity: 6, message: "Plus whatever stands rain for the verandas" },
              { line: "CAB-SPK-5", quantity: 6 },
            ],
          },
        },
      ],
    },
    {
      number: 2044,
      title: "Battery backup for the reception",
      message: "Router, telephone and card machine through four hours of load-shedding.",
      status: "in_review",
      asked: products("PWR-UPS×2, PWR-SURGE×2"),
      askedAt: ago(1.2),
      reviewedAt: ago(0.9),
      versions: [{ validDays: 14, lines: [...products("PWR-UPS×3, PWR-SURGE×2"), fitting(1)] }],
    },
    {
      number: 2036,
      title: "A better telephone line for bookings",
      message: "Guests hear an echo when they call.",
      status: "sent",
      asked: [{ words: "Whatever takes the echo away", quantity: 1 }],
      askedAt: ago(12),
      reviewedAt: ago(11.8),
      versions: [
        {
          sentAt: ago(11.5),
          validDays: 14,
          lines: [{ sku: "MIC-USB", quantity: 1 }, fitting(1)],
          note: "We try it out on the spot, and take it back if the echo stays.",
        },
      ],
    },
    {
      number: 2019,
      title: "Outdoor speakers for the garden",
      message: "For weddings, so not too quiet.",
      status: "declined",
      asked: products("SPK-KUDU-5×2"),
      askedAt: ago(120),
      reviewedAt: ago(119.5),
      versions: [{ sentAt: ago(119), validDays: 30, lines: [...products("SPK-KUDU-5×2"), fitting(4)] }],
      endedAt: ago(100.9),
      reason: "Too bright for the garden in the end, and too dear for a season.",
    },
  ];
}

function karoos(ago: Ago): Story[] {
  return [
    {
      number: 2043,
      title: "Treatment for the small booth",
      message: "About nine square metres, mostly voice.",
      status: "sent",
      asked: products("ACO-PANEL×4, MIC-USB"),
      askedAt: ago(3),
      reviewedAt: ago(2.8),
      versions: [{ sentAt: ago(2), validDays: 14, lines: [...products("ACO-PANEL×4, MIC-USB"), fitting(3)] }],
    },
    {
      number: 2038,
      title: "Second edit room",
      message: "The same as the first one.",
      status: "accepted",
      asked: products("STU-MON×2, STU-IFACE"),
      askedAt: ago(8),
      reviewedAt: ago(7.8),
      versions: [
        {
          sentAt: ago(7.5),
          validDays: 14,
          lines: products("STU-MON×2, STU-IFACE, STAND-60"),
          discount: rand(500),
        },
      ],
      endedAt: ago(0.9),
    },
  ];
}

/** The quotes of the demo, with their versions and history. */
export function quoteRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  const contacts = { naledi: cast.naledi, blouberg: cast.johan, karoo: cast.ayanda } as const;
  const quotes = Object.entries(storiesAt(clock)).flatMap(([key, stories]) =>
    stories.map(({ number, ...story }) => {
      const customer = key as NamedCustomer;
      const people = { customer: contacts[customer], agent: number % 2 ? cast.thabo : cast.chantal };
      return makeQuote({ ...story, ...people, number: `Q-${number}` }, named[customer]);
    }),
  );
  return {
    quote_requests: quotes.map(({ quote }) => quote),
    quote_versions: quotes.flatMap(({ versions }) => versions),
    quote_items: quotes.flatMap(({ items }) => items),
    quote_change_requests: quotes.flatMap(({ changes }) => changes),
    quote_events: quotes.flatMap(({ events }) => events),
  };
}
