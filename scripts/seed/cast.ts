import { type Clock, DAY } from "./clock.ts";
import { type Customer, makeCustomer } from "./people.ts";
import { type Random, randomFor } from "./random.ts";
import type { Row } from "./rows.ts";
import type { Person } from "./tickets.ts";

/** The shop as its pages and documents call it. */
export const SHOP = {
  name: "Umoya Audio",
  legalName: "Umoya Audio (Pty) Ltd",
  supportEmail: "help@umoya.test",
  address: "14 Bree Street\nCape Town 8001\nSouth Africa",
  registrationNumber: "2011/104233/07",
  taxNumber: "4870261234",
  phone: "+27 21 555 0100",
  website: "umoya.test",
  buyAgainUrl: "https://shop.umoya.example/search?q={sku}",
} as const;

/** What its documents say about money. */
export const BILLING = {
  paymentDetails:
    "By card on the page of the invoice, or by transfer to Umoya Audio (Pty) Ltd, First Cape Bank, account 62 0011 2233, branch 250655. Use the invoice number as reference.",
  invoiceTerms: "Goods remain ours until they are paid for. Questions about this invoice: help@umoya.test.",
  quoteTerms: "Prices hold until the day named above. Delivery within ten working days of your acceptance.",
} as const;

export const DEMO_PASSWORD = "portico-demo-1";

/** The customers with a name of their own in the demo; everybody else is made up on the spot. */
export const NAMED_CUSTOMERS = {
  naledi: { name: "Naledi Mokoena", email: "customer@portico.test", place: 0, years: 2 },
  blouberg: {
    name: "Johan Botha",
    company: "Blouberg Guesthouse",
    email: "customer2@portico.test",
    place: 1,
    years: 3,
  },
  karoo: {
    name: "Ayanda Khumalo",
    company: "Karoo Sound Studios",
    email: "ayanda@karoo-sound.example",
    place: 2,
    years: 1,
  },
} as const;
export type NamedCustomer = keyof typeof NAMED_CUSTOMERS;

type SignIn = {
  email: string;
  name: string;
  role: "customer" | "agent" | "admin";
  /** Whose profile it joins; staff have none. */
  customer?: NamedCustomer;
  /** Whether its password is the demo password; nobody knows the others. */
  isDemo?: boolean;
};

/** Everybody who signs in. The first of a customer is the contact of the profile. */
export const SIGN_INS = {
  naledi: { ...signInOf("naledi"), isDemo: true },
  johan: { ...signInOf("blouberg"), isDemo: true },
  ayanda: signInOf("karoo"),
  riaan: { email: "riaan@karoo-sound.example", name: "Riaan Steyn", role: "customer", customer: "karoo" },
  thabo: { email: "agent@portico.test", name: "Thabo Nkosi", role: "agent", isDemo: true },
  amahle: { email: "admin@portico.test", name: "Amahle Dube", role: "admin", isDemo: true },
  chantal: { email: "chantal@umoya.test", name: "Chantal Jacobs", role: "agent" },
  sipho: { email: "sipho@umoya.test", name: "Sipho Mahlangu", role: "agent" },
} as const satisfies Record<string, SignIn>;
export type SignInName = keyof typeof SIGN_INS;

/** The people of SIGN_INS with the ids that the auth server gave them. */
export type Cast = Record<SignInName, Person & { id: string }>;

export type Named = Record<NamedCustomer, Customer>;

export function namedCustomers(clock: Clock): { named: Named; profiles: Row<"customer_profiles">[] } {
  const made = Object.entries(NAMED_CUSTOMERS).map(([key, { years, ...plan }]) => {
    const since = clock.ago(years * 365 * DAY);
    return [key, makeCustomer({ key, ...plan, since }, randomFor("customer", key))] as const;
  });
  return {
    named: Object.fromEntries(made.map(([key, { customer }]) => [key, customer])) as Named,
    profiles: made.map(([, { profile }]) => profile),
  };
}

/** Who of staff usually takes a ticket. */
export function someAgent(cast: Cast, random: Random): Person {
  return random.weighted([
    [cast.thabo, 40],
    [cast.chantal, 30],
    [cast.sipho, 25],
    [cast.amahle, 5],
  ]);
}

function signInOf(customer: NamedCustomer) {
  const { email, name } = NAMED_CUSTOMERS[customer];
  return { email, name, role: "customer" as const, customer };
}
