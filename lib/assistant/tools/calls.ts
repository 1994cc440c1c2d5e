import "server-only";
import { z } from "zod";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Source } from "../types";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import type { ToolContext } from "./types";
import { type Writing, words, writingFor } from "./words";

const COLUMNS = "id, startsAt:starts_at, endsAt:ends_at, purpose, phone, status";

export type AgreedCall = {
  id: string;
  startsAt: string;
  endsAt: string;
  purpose: string;
  phone: string | null;
};

/** The calls that are agreed and still to come, the next first. */
export async function upcomingCalls(
  { viewer, now = new Date() }: ToolContext,
  limit: number,
): Promise<Result<AgreedCall[]>> {
  const answer = unwrap(
    await viewer.db
      .from("scheduled_calls")
      .select(COLUMNS)
      .eq("status", "scheduled")
      .gt("ends_at", now.toISOString())
      .order("starts_at")
      .order("id")
      .limit(limit),
  );
  return answer.ok ? ok(answer.value as unknown as AgreedCall[]) : answer;
}

/** A call as it is cited. */
export function callSource({ id, startsAt, purpose, phone }: AgreedCall, write: Writing): Source {
  return {
    kind: "call",
    id,
    title: words("title.call", { time: write.time(startsAt) }),
    href: `/portal/calls/${id}`,
    text: lines(
      words("fact.callTime", { time: write.time(startsAt) }),
      words("fact.callPurpose", { purpose: onOneLine(purpose, 200) }),
      phone && words("fact.callPhone", { phone: onOneLine(phone, 40) }),
    ),
  };
}

/** The customer's calls to come. */
export const listCallsTool = defineTool({
  name: "list_calls",
  description: "Lists the customer's own telephone calls that are still to come, the next first.",
  module: "calls",
  input: z.object({ limit: z.int().min(1).max(10).default(5) }),
  run: async ({ limit }, context) => {
    const write = writingFor(context);
    return reading(await upcomingCalls(context, limit), (calls) => ({
      sources: calls.map((call) => callSource(call, write)),
      note: calls.length === 0 ? "No call is agreed." : undefined,
    }));
  },
});
