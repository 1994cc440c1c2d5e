import type { NamedCustomer } from "./cast.ts";
import { type Clock, DAY } from "./clock.ts";
import { type Invoice, makeInvoice } from "./invoices.ts";
import type { Customer } from "./people.ts";

type Line = readonly [description: string, quantity: number, unitPrice: number, taxRate?: number];

type Workshop = {
  number: string;
  /** Days ago. */
  issued: number;
  /** Days from today; negative is late. */
  due: number;
  lines: readonly Line[];
  status?: "cancelled";
  /** Rand that arrived so many days ago. */
  deposit?: readonly [rand: number, days: number];
};

/** What the workshop and its people billed, beside orders and services: two rates of tax, a deposit, a mistake. */
const WORKSHOP: Record<NamedCustomer, readonly Workshop[]> = {
  naledi: [
    {
      number: "INV-W-2041",
      issued: 20,
      due: -4,
      lines: [
        ["Repair of the Drakensberg 60 amplifier, labour", 2.5, 65_000],
        ["Output transistors, matched pair", 2, 28_900],
        ["Tested and calibrated, free of charge under warranty", 1, 0, 0],
        ["Courier to the manufacturer abroad (zero-rated)", 1, 42_000, 0],
      ],
      deposit: [1_000, 18],
    },
    {
      number: "INV-W-2044",
      issued: 6,
      due: 21,
      lines: [
        ["Room measurement at home", 1, 95_000],
        ["Book: Listening rooms (zero-rated)", 1, 38_000, 0],
      ],
    },
    {
      number: "INV-W-2037",
      issued: 70,
      due: -56,
      lines: [["Call-out, billed twice by mistake", 1, 45_000]],
      status: "cancelled",
    },
  ],
  blouberg: [
    {
      number: "INV-W-2039",
      issued: 33,
      due: -3,
      lines: [
        ["Installation of ceiling speakers in eight rooms, labour", 14.5, 52_000],
        ["Speaker cable, per metre", 120, 1_850],
        ["Training of the staff (exempt)", 1, 120_000, 0],
      ],
      deposit: [5_000, 30],
    },
  ],
  karoo: [
    {
      number: "INV-W-2042",
      issued: 12,
      due: 2,
      lines: [["Acoustic survey of the control room", 1, 480_000]],
    },
  ],
};

/** The invoices of a named customer that belong to no order and no service. */
export function workshopInvoices(key: NamedCustomer, customer: Customer, clock: Clock): Invoice[] {
  return WORKSHOP[key].map(({ number, issued, due, lines, status, deposit }) =>
    makeInvoice({
      key: number,
      number,
      customerId: customer.id,
      lines: lines.map(([description, quantity, unitPrice, taxRate]) => ({
        description,
        quantity,
        unitPrice,
        ...(taxRate !== undefined && { taxRate }),
      })),
      status: status ?? "pending",
      issuedAt: clock.ago(issued * DAY),
      dueAt: clock.ago(-due * DAY),
      ...(deposit && { deposit: { amount: deposit[0] * 100, at: clock.ago(deposit[1] * DAY) } }),
    }),
  );
}
