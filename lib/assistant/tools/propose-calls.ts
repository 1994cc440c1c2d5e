import "server-only";
import { z } from "zod";
import { listSlots } from "@/lib/calls/queries";
import type { AppError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { proposeAction } from "../proposal-service";
import { safeMarkdown } from "../safe-markdown";
import type { ProposedAction } from "../types";
import { defineTool, whyNot } from "./define";
import { onOneLine } from "./source";
import type { ToolContext, ToolResult } from "./types";
import { writingFor } from "./words";

const PURPOSE = 200;
const NOTES = 2_000;
const REASON = 500;
/** Free times that a model is told of at once, and of one day: a choice, not a timetable. */
const MOST_SLOTS = 8;
const MOST_OF_A_DAY = 2;
const AHEAD_MS = 14 * 86_400_000;

const callId = z.uuid().describe("Id of the call, from list_calls.");
const startsAt = z.iso
  .datetime({ offset: true })
  .describe("One of the times of list_call_slots, as it stands there.");
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(1_000)
    .transform((text) => onOneLine(text, max));

/** What was proposed; a time that is not free comes back with those that are. */
function proposed(action: Result<ProposedAction>, context: ToolContext): ToolResult {
  return action.ok ? { action: action.value } : { sources: [], note: refusal(action.error, context) };
}

function refusal(error: AppError, context: ToolContext): string {
  const times = error.alternatives?.map((at) => shown(at, context)).join("; ");
  return times ? `${whyNot(error)} Free: ${times}` : whyNot(error);
}

const shown = (at: string, context: ToolContext) =>
  `${new Date(at).toISOString()} (${writingFor(context).time(at)})`;

/** Times at which a call can be booked. They belong to nobody. */
export const listCallSlotsTool = defineTool({
  name: "list_call_slots",
  description:
    "Lists free times for a telephone call in the next two weeks, or from a day on. Look here before proposing to book or move a call.",
  module: "calls",
  input: z.object({ from: z.iso.date().optional(), callId: callId.optional() }),
  run: async ({ from, callId: moving }, context) => {
    const now = (context.now ?? new Date()).getTime();
    const start = Math.max(now, from ? Date.parse(`${from}T00:00:00Z`) : now);
    const found = await listSlots(context.viewer, {
      from: new Date(start).toISOString(),
      to: new Date(start + AHEAD_MS).toISOString(),
      timeZone: context.viewer.timeZone,
      category: undefined,
      channel: moving ? undefined : "phone",
      callId: moving,
      agentId: undefined,
    });
    if (!found.ok) return { sources: [], note: whyNot(found.error) };
    if (found.value.length === 0) return { sources: [], note: "There is no free time in these two weeks." };
    const ofDay = new Map<string, number>();
    const some = found.value.filter(({ day }) => {
      ofDay.set(day, (ofDay.get(day) ?? 0) + 1);
      return (ofDay.get(day) ?? 0) <= MOST_OF_A_DAY;
    });
    const times = some.slice(0, MOST_SLOTS).map((slot) => shown(slot.startsAt, context));
    return { sources: [], note: `Free, among others: ${times.join("; ")}` };
  },
});

/** A call. */
export const proposeBookCallTool = defineTool({
  name: "propose_book_call",
  description:
    "Prepares the booking of a telephone call for the customer to confirm. Nothing is booked until they do. First look for free times with list_call_slots.",
  module: "calls",
  input: z.object({
    startsAt,
    purpose: line(PURPOSE),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe("Only when the customer names another number than their own."),
    notes: z
      .string()
      .max(NOTES)
      .transform((text) => safeMarkdown(text, { origin: getEnv().siteUrl, hosts: [] }))
      .optional(),
  }),
  run: async (call, context) => proposed(await proposeAction(context, "book_call", call), context),
});

/** Another time for a call. */
export const proposeMoveCallTool = defineTool({
  name: "propose_move_call",
  description:
    "Prepares moving one of the customer's own calls to another free time, for them to confirm. First look with list_calls and list_call_slots.",
  module: "calls",
  input: z.object({ callId, startsAt }),
  run: async (call, context) => proposed(await proposeAction(context, "move_call", call), context),
});

/** The end of a call that has not been. */
export const proposeCancelCallTool = defineTool({
  name: "propose_cancel_call",
  description:
    "Prepares the cancellation of one of the customer's own calls, for them to confirm. First look with list_calls.",
  module: "calls",
  input: z.object({ callId, reason: line(REASON).optional() }),
  run: async (call, context) => proposed(await proposeAction(context, "cancel_call", call), context),
});
