import type { CallMove } from "./status";
import type { CallRecord, Slot } from "./types";

/** A call with what its reader may do. */
export type CallDetail = CallRecord & { allowedActions: CallMove[] };

/** A free time, with what the clocks of the asked zone show. */
export type ShownSlot = Slot & { day: string; time: string };

/** A month of free times, and the day of it that is looked at. */
export type Picker = {
  timeZone: string;
  /** "2026-11" */
  month: string;
  day: string | null;
  /** Those of the month. */
  slots: ShownSlot[];
  lastMonth: string;
};
