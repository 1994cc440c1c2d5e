/** How it stands with the second factor of somebody whose password was right. */
export type SecondFactor = {
  userId: string;
  email: string;
  role: "customer" | "agent" | "admin";
  sessionId: string | null;
  /** They have one, and confirmed it by a code. */
  isOn: boolean;
  /** They must have one: staff, where the setting says so. */
  isRequired: boolean;
  /** This session has seen a code. */
  isGiven: boolean;
  /** It has seen no more than a recovery code, with which Supabase changes neither address nor number. */
  isRecovered: boolean;
  factorId: string | null;
  /** ISO 8601. */
  addedAt: string | null;
  /** Under which name an app lists it. */
  issuer: string;
  /** Recovery codes that were not used. */
  codesLeft: number;
};

/** Somebody, and whether they have one: for admins. */
export type FactorHolder = {
  id: string;
  name: string;
  email: string;
  role: SecondFactor["role"];
  isOn: boolean;
};

/** What an authenticator app needs to know, once. */
export type Enrolment = {
  factorId: string;
  /** For typing it in; base32. */
  secret: string;
  uri: string;
  /** The address as a QR code: an SVG path of squares of one unit, in a square of `size`. */
  qr: { size: number; path: string };
};

/** Why the database lets nobody through whose password alone was right: a code is wanted, or a factor to be set up. */
export const CODE_WANTED = "second_factor_required";
const SETUP_WANTED = "second_factor_setup";

/** Where each is done; null for any other reason. */
export function secondFactorPath(reason: string | undefined): string | null {
  if (reason === CODE_WANTED) return "/login/second-factor";
  return reason === SETUP_WANTED ? "/login/second-factor/setup" : null;
}
