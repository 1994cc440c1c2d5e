import type { Story } from "./story.ts";

/** What happens on the line. */
export const FIBRE_STORIES: readonly Story[] = [
  {
    key: "slow-evenings",
    category: "technical",
    needs: "service",
    subject: "{package} is slow between seven and ten",
    opening:
      "In the evening our {package} drops to about a tenth of the speed. During the day it is perfect. I tested with a cable, straight from the router:\n\n| time | down | up |\n| --- | --- | --- |\n| 08:00 | 96 | 94 |\n| 20:00 | 11 | 62 |",
    turns: [
      [
        "staff",
        "Hi {customer}, that table is gold, thank you. Could you run one more test tonight at about 20:30 and send me the name of the test server? Then I can see whether it is our link or the one beyond.",
      ],
      ["customer", "12 Mbit/s at 20:34, server “Johannesburg 3”. To a Cape Town server I get 90."],
      [
        "note",
        "Congested port towards JNB-3 at the exchange. Network team moves two aggregations tonight, change 4471.",
      ],
      [
        "staff",
        "So it is one full port at the exchange in Johannesburg, not your line. We moved your area to another one last night. Tonight should be as fast as the morning; if not, write here and we go on.",
      ],
      ["customer", "95 down at half past eight. Lovely."],
    ],
    resolution: "other",
    tags: ["network", "congestion"],
  },
  {
    key: "red-light",
    category: "technical",
    needs: "service",
    subject: "No internet, red light on the white box",
    opening:
      "Since 06:40 there is no internet. The white box on the wall shows a red light next to “LOS”. I restarted everything twice. I work from home, so this is urgent for me.",
    turns: [
      [
        "staff",
        "Hi {customer}, a red LOS light means that no light arrives on the fibre. Please check that the thin yellow cable sits firmly in the box and has no sharp bend. Did anybody dig or build in your street today?",
      ],
      [
        "customer",
        "The cable looks fine. And yes! The municipality has been digging at the corner since yesterday.",
      ],
      [
        "note",
        "Four more reports from the same street. Cable strike confirmed by the operator, splice team on the way.",
      ],
      [
        "staff",
        "You found it: the digger cut the cable, and the splice team is at work. They expect two hours. I have added three days to your month for free.",
      ],
      ["customer", "Light is green, we are back. Thanks for the honest times."],
    ],
    resolution: "partial_refund",
    tags: ["outage", "cable-strike"],
  },
  {
    key: "faster-please",
    category: "upgrade",
    needs: "service",
    subject: "Upgrade from {package}",
    opening:
      "We are five people now and would like a faster line than {package}. What does the next step cost, and does a technician have to come?",
    turns: [
      [
        "staff",
        "Hi {customer}, no technician: the box on your wall can do up to 1000. The next step is R200 more a month. Would you like it from today, or from your next invoice?",
      ],
      ["customer", "From the next invoice please, so that it stays simple."],
      [
        "staff",
        "Noted. The speed changes in the night of the first, with an interruption of about a minute.",
      ],
    ],
    resolution: "other",
    tags: ["sales"],
  },
  {
    key: "moving-house",
    category: "termination",
    needs: "service",
    subject: "We are moving, please end {package}",
    opening:
      "We move at the end of the month. There is no fibre at the new place yet, so I need to cancel {package}. What do I have to send back?",
    turns: [
      [
        "staff",
        "Hi {customer}, sorry to see you go. May I have the new address? Fibre reaches new streets every week, and I would hate to cancel what you could take along.",
      ],
      ["customer", "Farm Rietvlei, outside {town}. Only if you have a very long cable."],
      [
        "note",
        "Checked the coverage plan: not before next winter. Cancel without the notice month, as goodwill.",
      ],
      [
        "staff",
        "Not before next winter, I am afraid. {package} ends on the last day of this month, without a notice month. The router goes into the prepaid bag that we send; the white box stays on the wall.",
      ],
    ],
    resolution: "no_action",
    tags: ["churn"],
  },
  {
    key: "load-shedding",
    category: "question",
    subject: "Does fibre work during load-shedding?",
    opening:
      "If I buy the battery backup, will the internet stay up when the power is off, or does the exchange go dark as well?",
    turns: [
      [
        "staff",
        "Hi {customer}, our exchanges have batteries and a generator, so the line stays up. What would you like to keep running: the router alone, or the streamer and a laptop too?",
      ],
      ["customer", "Router and white box, and maybe one laptop."],
      [
        "staff",
        "The backup runs router and box for four hours. For the laptop take its own battery, it would halve the time.",
      ],
    ],
    resolution: "other",
    tags: ["advice", "power"],
  },
  {
    key: "installation-date",
    category: "technical",
    needs: "service",
    subject: "Can the technician come in the afternoon?",
    opening:
      "My installation for {package} is planned for the morning, but I can only be at home after 13:00. Is there a later window on the same day?",
    turns: [
      [
        "staff",
        "Hi {customer}, there is one from 13:00 to 16:00. Will there be an adult at home the whole time, and where should the router hang?",
      ],
      ["customer", "I will be there. In the passage, next to the distribution board."],
      [
        "staff",
        "Booked. Kagiso calls half an hour before. Please clear the wall beside the board, and keep a free socket within a metre and a half.",
      ],
    ],
    resolution: "other",
    tags: ["installation"],
  },
];
