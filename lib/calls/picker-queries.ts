import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { calendarDay } from "@/lib/core/dates";
import { fromLocal, toLocal } from "@/lib/core/zoned";
import type { BookingAddress } from "./booking-address";
import type { CallDetail, Picker, ShownSlot } from "./detail";
import { addMonths } from "./month";
import { listSlots } from "./queries";

/** How far ahead is looked when no month has been named, and how far months can be turned. */
const LOOK_AHEAD_MS = 61 * 86_400_000;
const MONTHS_AHEAD = 6;
const MONTHS_AHEAD_OF_STAFF = 12;

/** A month of free times: the named one, or that of the next free time. A failure to read throws. */
export async function loadPicker(
  viewer: Viewer,
  address: BookingAddress,
  options: { callId?: string; now: Date },
): Promise<Picker> {
  const { now, callId } = options;
  const timeZone = address.zone ?? viewer.timeZone;
  const asked = {
    timeZone,
    category: address.category ?? undefined,
    channel: address.channel ?? undefined,
    callId,
    agentId: address.agent ?? undefined,
  };
  const read = async (from: Date, to: Date): Promise<ShownSlot[]> => {
    const found = await listSlots(viewer, { ...asked, from: from.toISOString(), to: to.toISOString() });
    if (!found.ok) throw new Error(`cannot read free times: ${found.error.code}`);
    return found.value;
  };
  const thisMonth = calendarDay(now, timeZone).slice(0, 7);
  const lastMonth = addMonths(thisMonth, viewer.role === "customer" ? MONTHS_AHEAD : MONTHS_AHEAD_OF_STAFF);
  const named = address.month ?? address.day?.slice(0, 7) ?? null;
  if (named && named >= thisMonth && named <= lastMonth) {
    const slots = await read(monthStart(named, timeZone), monthStart(addMonths(named, 1), timeZone));
    return picked(slots, named);
  }
  const until = new Date(now.getTime() + LOOK_AHEAD_MS);
  const ahead = await read(now, until);
  const month = ahead[0]?.day.slice(0, 7) ?? thisMonth;
  const end = monthStart(addMonths(month, 1), timeZone);
  const slots =
    end > until
      ? await read(monthStart(month, timeZone), end)
      : ahead.filter(({ day }) => day.startsWith(month));
  return picked(slots, month);

  function picked(slots: ShownSlot[], month: string): Picker {
    // Until a day is chosen the first one with free times is shown.
    const day = address.day?.startsWith(month) ? address.day : (slots[0]?.day ?? null);
    return { timeZone, month, day, slots, lastMonth };
  }
}

/** The slot of an address, as long as it is free. */
export function chosenSlot({ at }: BookingAddress, { slots }: Picker): ShownSlot | null {
  return at === null ? null : (slots.find(({ startsAt }) => Date.parse(startsAt) === Date.parse(at)) ?? null);
}

/** Sets the month of the slot that an address names, so that it is among those that are read. */
export function withMonthOfSlot(address: BookingAddress, timeZone: string): BookingAddress {
  if (address.at === null) return address;
  const day = toLocal(address.at, timeZone).slice(0, 10);
  return { ...address, day, month: day.slice(0, 7) };
}

/** What moving a call needs: the free times, and the one among them that the address names; null where it cannot be moved. */
export async function loadMove(
  viewer: Viewer,
  { id: callId, allowedActions }: CallDetail,
  asked: BookingAddress,
  isStaff: boolean,
) {
  if (!allowedActions.includes("move")) return null;
  const now = new Date();
  // What it is about, and whose it is, stays: the address does not say it.
  const address = {
    ...asked,
    category: null,
    channel: null,
    again: null,
    customer: null,
    agent: isStaff ? asked.agent : null,
  };
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const picker = await loadPicker(viewer, named, { now, callId });
  return { address, picker, slot: chosenSlot(named, picker), now };
}

function monthStart(month: string, timeZone: string): Date {
  return fromLocal(`${month}-01T00:00`, timeZone) ?? new Date(`${month}-01T00:00:00Z`);
}
