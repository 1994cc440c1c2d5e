import "server-only";
import { z } from "zod";
import { ok } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import { words, writingFor } from "./words";

const COLUMNS = "id, startsAt:starts_at, endsAt:ends_at, purpose, phone, status";

type Call = { id: string; startsAt: string; endsAt: string; purpose: string; phone: string | null };

/** The calls that are agreed and still to come, the next first. */
export const listCallsTool = defineTool({
  name: "list_calls",
  description: "Lists the customer's own telephone calls that are still to come, the next first.",
  module: "calls",
  input: z.object({ limit: z.int().min(1).max(10).default(5) }),
  run: async ({ limit }, context) => {
    const now = context.now ?? new Date();
    const answer = unwrap(
      await context.viewer.db
        .from("scheduled_calls")
        .select(COLUMNS)
        .eq("status", "scheduled")
        .gt("ends_at", now.toISOString())
        .order("starts_at")
        .order("id")
        .limit(limit),
    );
    const write = writingFor(context);
    const found = answer.ok ? ok(answer.value as unknown as Call[]) : answer;
    return reading(found, (calls) => ({
      sources: calls.map(({ id, startsAt, purpose, phone }) => ({
        kind: "call" as const,
        id,
        title: words("title.call", { time: write.time(startsAt) }),
        href: "/portal/dashboard",
        text: lines(
          words("fact.callTime", { time: write.time(startsAt) }),
          words("fact.callPurpose", { purpose: onOneLine(purpose, 200) }),
          phone && words("fact.callPhone", { phone: onOneLine(phone, 40) }),
        ),
      })),
      note: calls.length === 0 ? "No call is agreed." : undefined,
    }));
  },
});
