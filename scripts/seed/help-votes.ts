type Searches = {
  queries: readonly string[];
  times: number;
  support: "none" | "weak";
  source: "help" | "ticket_form";
};

/** Why articles of the demo did not help, as readers wrote it. */
export const REASONS: Readonly<Record<string, readonly string[]>> = {
  "report-damaged-or-missing-items": [
    "I threw the box away before I read this. What now?",
    "Does the 30 days count from delivery or from the order?",
  ],
  "track-your-order": [
    "The carrier's page shows nothing at all, and this does not say how long that is normal.",
  ],
  "ont-lights": ["My box has different lights, it is the black one."],
  "delivery-times-and-costs": ["Does not say whether you deliver to Lesotho."],
  "when-your-refund-arrives": ["It has been nine days and the bank knows of nothing."],
  "slow-internet-speed-test": ["Written for Windows, I have a phone only."],
};

/** What people of the demo look for and do not find, each in a few words of their own. */
export const SEARCHES: readonly Searches[] = [
  {
    queries: ["do you deliver to lesotho", "delivery lesotho", "delivery to Lesotho or Eswatini"],
    times: 17,
    support: "none",
    source: "help",
  },
  {
    queries: ["student discount", "is there a discount for students", "student discounts"],
    times: 13,
    support: "none",
    source: "help",
  },
  {
    queries: ["turntable belt replacement", "replace the belt of a turntable", "turntable belts"],
    times: 11,
    support: "weak",
    source: "help",
  },
  {
    queries: ["gift voucher expired", "expired gift vouchers", "gift vouchers"],
    times: 9,
    support: "none",
    source: "help",
  },
  {
    queries: ["pay with crypto", "can I pay with bitcoin", "paying with bitcoin"],
    times: 7,
    support: "none",
    source: "help",
  },
  {
    queries: ["trade in old amplifier", "trade-in of my old amplifiers"],
    times: 6,
    support: "weak",
    source: "ticket_form",
  },
  {
    queries: ["static ip address", "static IP for my office"],
    times: 5,
    support: "none",
    source: "ticket_form",
  },
  { queries: ["loan speaker while mine is repaired"], times: 4, support: "weak", source: "ticket_form" },
  { queries: ["wheelchair parking at the shop"], times: 2, support: "none", source: "help" },
  { queries: ["asdfgh"], times: 2, support: "none", source: "help" },
];
