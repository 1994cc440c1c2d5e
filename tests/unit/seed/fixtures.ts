import { type Cast, SIGN_INS, type SignInName } from "../../../scripts/seed/cast.ts";
import { clockAt } from "../../../scripts/seed/clock.ts";
import { demoProfiles, demoRows } from "../../../scripts/seed/demo.ts";
import { teamRows } from "../../../scripts/seed/demo-teams.ts";
import { idOf } from "../../../scripts/seed/random.ts";
import type { Rows } from "../../../scripts/seed/rows.ts";

/** Moments at which a day, a month or a year begins or ends somewhere, and an ordinary one. */
export const MOMENTS = [
  "2026-11-21T06:30:00Z",
  "2026-12-31T22:00:01Z",
  "2027-01-01T00:00:01Z",
  "2028-02-29T21:59:59Z",
  "2027-03-28T03:00:00Z",
].map((text) => new Date(text));

/** The people who sign in, with ids of their own. */
export const cast = Object.fromEntries(
  (Object.keys(SIGN_INS) as SignInName[]).map((key) => [
    key,
    { id: idOf("user", key), name: SIGN_INS[key].name },
  ]),
) as Cast;

/** The whole demo as it would be loaded at that moment. */
export function demoAt(now: Date): Rows {
  const clock = clockAt(now);
  // The loader brings profiles and teams before the rest, which refers to them.
  const first = { customer_profiles: demoProfiles(clock), ...teamRows(cast, clock) };
  return { ...demoRows(cast, clock, () => 0), ...first };
}
