import type { Device } from "@/lib/core/device";
import type { Money } from "@/lib/core/money";

/** A place where somebody is signed in. Times are ISO 8601 in UTC. */
export type DeviceSession = {
  id: string;
  device: Device;
  createdAt: string;
  /** When its token was last renewed: within the hour of its last use. */
  lastSeenAt: string;
  isCurrent: boolean;
};

/** The parts of an address, in the order in which they are written. */
export const ADDRESS_PARTS = [
  "line1",
  "line2",
  "suburb",
  "city",
  "province",
  "postalCode",
  "country",
] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** An address that a customer keeps. `country` is a code of two letters. */
export type SavedAddress = {
  id: string;
  label: string | null;
  address: Partial<Record<AddressPart, string>>;
  version: number;
  isDelivery: boolean;
  isBilling: boolean;
};

/** The signed-in customer's own data. Times are ISO 8601 in UTC. */
export type Profile = {
  id: string;
  fullName: string;
  /** Staff have verified the name: they alone change it. */
  isNameFixed: boolean;
  /** Empty for somebody who signs in by phone alone. */
  email: string;
  /** An address that waits for its link to be opened. */
  newEmail: string | null;
  phone: string | null;
  isPhoneVerified: boolean;
  locale: string;
  timeZone: string;
  theme: "system" | "light" | "dark";
  /** What staff own. */
  customer: {
    customerNumber: string;
    kind: "person" | "company";
    fullName: string;
    companyName: string | null;
    email: string | null;
    phone: string | null;
    accountStatus: "active" | "suspended" | "closed";
    createdAt: string;
  };
  services: { id: string; name: string; package: string; status: string; price: Money }[];
  addresses: SavedAddress[];
};

/** Something that somebody did. */
export type Activity = {
  id: string;
  /** ISO 8601 in UTC. */
  at: string;
  action: string;
  resourceType: string;
  resource: { ref?: string; name?: string } | null;
};

export const RESELLER_STATUSES = [
  "submitted",
  "in_review",
  "more_info",
  "approved",
  "declined",
  "withdrawn",
] as const;

/** An application to become a reseller. Times are ISO 8601 in UTC. */
export type ResellerApplication = {
  id: string;
  status: (typeof RESELLER_STATUSES)[number];
  companyName: string;
  registrationNumber: string | null;
  website: string | null;
  plans: string;
  /** What staff wrote to the applicant. */
  staffNote: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
};
