import type { Module } from "@/lib/core/modules";
import type { Money } from "@/lib/core/money";

/** What an installation decides for itself. */
export type Settings = {
  name: string;
  supportEmail: string | null;
  logoUrl: string | null;
  primaryColor: string | null;
  primaryColorDark: string | null;
  buyAgainUrl: string | null;
  timeZone: string;
  currency: string;
  /** Those in use. */
  modules: Module[];
  claimWindowDays: number;
  trackingStaleDays: number;
  quoteValidDays: number;
  /** Up to how much agents give back without approval; a currency that is not named needs one always. */
  refundLimits: Money[];
  /** Staff without a second factor reach nothing but the page that sets one up. */
  requireStaffSecondFactor: boolean;
  /** For changing them: nobody else has changed them since. */
  revision: string;
};
