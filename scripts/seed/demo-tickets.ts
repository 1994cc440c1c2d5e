import type { NamedCustomer, SignInName } from "./cast.ts";
import type { Priority, TicketStatus } from "./script.ts";
import type { TicketPlan } from "./tickets.ts";

/** A ticket of a named customer: story, status, hours since it was opened, and what else is special. */
export type NamedTicket = readonly [string, TicketStatus, number, Special?];
type Special = {
  /** The number of the order it is about. */
  order?: number;
  /** Which of the services or domains, when not the first. */
  nth?: number;
  priority?: Priority;
  channel?: NonNullable<TicketPlan["channel"]>;
  by?: SignInName;
  agent?: SignInName;
  assignedBy?: SignInName;
  isPrivate?: boolean;
  isReopened?: boolean;
  /** The story of an earlier ticket of the same customer. */
  followUpOf?: string;
};

const DAYS = 24;

export const NAMED_TICKETS: Record<NamedCustomer, readonly NamedTicket[]> = {
  naledi: [
    ["streamer-drops", "waiting_ai", 0.05, { order: 10005 }],
    ["load-shedding", "new", 3],
    ["new-prices", "assigned", 5],
    ["tweeter-crackle", "waiting_customer", 8, { order: 10012, agent: "thabo" }],
    ["crushed-corner", "in_progress", 20, { order: 10023, agent: "thabo", assignedBy: "amahle" }],
    ["paid-but-overdue", "waiting_customer", 30, { channel: "email", agent: "chantal" }],
    ["where-is-it", "resolved", 34, { order: 10026, agent: "thabo" }],
    [
      "red-light",
      "in_progress",
      5 * DAYS,
      { priority: "urgent", isReopened: true, followUpOf: "slow-evenings", agent: "sipho" },
    ],
    ["amp-dead", "on_hold", 6 * DAYS, { order: 10002, agent: "thabo" }],
    ["late-for-birthday", "resolved", 8 * DAYS, { order: 10018, agent: "chantal" }],
    ["back-in-stock", "cancelled", 20 * DAYS],
    ["missing-spikes", "closed", 22 * DAYS, { order: 10012 }],
    ["praise", "closed", 33 * DAYS],
    ["turntable-hum", "closed", 45 * DAYS],
    ["change-address", "cancelled", 58 * DAYS, { order: 10009 }],
    ["charged-twice", "closed", 64 * DAYS, { order: 10007 }],
    ["slow-evenings", "closed", 80 * DAYS, { agent: "sipho" }],
    ["gallery", "closed", 100 * DAYS],
    ["which-amp", "closed", 216 * DAYS],
    ["change-email", "closed", 230 * DAYS, { channel: "phone" }],
  ],
  blouberg: [
    ["site-down", "in_progress", 1.5, { priority: "urgent", agent: "thabo", assignedBy: "amahle" }],
    ["gallery", "new", 6],
    ["installation-date", "waiting_customer", 10, { agent: "sipho" }],
    ["wrong-colour", "assigned", 22, { order: 10021, agent: "thabo" }],
    ["mail-bounces", "waiting_customer", 40, { agent: "chantal" }],
    ["dns-help", "on_hold", 44, { nth: 1, agent: "chantal" }],
    ["return-cable", "in_progress", 3 * DAYS, { order: 10016, agent: "thabo" }],
    ["vat-number", "resolved", 4 * DAYS, { agent: "thabo" }],
    ["box-opened", "resolved", 6 * DAYS, { order: 10016 }],
    ["cartridge-fit", "cancelled", 18 * DAYS],
    ["add-colleague", "closed", 30 * DAYS],
    ["debit-date", "closed", 41 * DAYS, { channel: "whatsapp" }],
    ["trade-in", "closed", 75 * DAYS],
    ["listening-room", "closed", 96 * DAYS],
    ["late-for-birthday", "closed", 108 * DAYS, { order: 10006 }],
  ],
  karoo: [
    ["red-light", "new", 0.87, { priority: "urgent", by: "riaan" }],
    ["charged-twice", "assigned", 2, { order: 10029, isPrivate: true, agent: "amahle" }],
    ["wrong-colour", "new", 7, { order: 10020, by: "riaan" }],
    ["where-is-it", "in_progress", 12, { order: 10025, agent: "thabo" }],
    ["streamer-drops", "assigned", 90, { by: "riaan", agent: "sipho" }],
    ["vat-number", "waiting_customer", 3 * DAYS, { agent: "chantal" }],
    ["dns-help", "in_progress", 28, { by: "riaan", agent: "thabo" }],
    ["return-cable", "on_hold", 5 * DAYS, { order: 10015, agent: "sipho" }],
    ["box-opened", "resolved", 6 * DAYS, { order: 10015, by: "riaan" }],
    ["faster-please", "resolved", 8 * DAYS, { agent: "sipho" }],
    ["listening-room", "cancelled", 12 * DAYS, { by: "riaan" }],
    ["slow-evenings", "closed", 25 * DAYS, { by: "riaan", agent: "sipho" }],
    ["missing-spikes", "closed", 39 * DAYS, { order: 10011 }],
    ["add-colleague", "closed", 60 * DAYS],
    ["headphone-pads", "closed", 71 * DAYS, { by: "riaan" }],
    ["trade-in", "closed", 120 * DAYS],
  ],
};

/** Files that people sent along: ticket (customer/story), message, file. */
export const NAMED_FILES = [
  ["naledi/crushed-corner", 2, "crushed-corner.jpg"],
  ["naledi/crushed-corner", 2, "parcel-label.png"],
  ["naledi/paid-but-overdue", 0, "proof-of-payment.pdf"],
  ["blouberg/site-down", 0, "error-503.png"],
  ["blouberg/box-opened", 2, "silver-seal.jpg"],
  ["karoo/vat-number", 0, "company-details.pdf"],
] as const;
