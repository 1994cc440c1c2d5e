import "server-only";
import { z } from "zod";
import { currentCalibration, currentClassifier } from "@/lib/classifier/queries";
import type { Classification } from "@/lib/classifier/types";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import { claude } from "@/lib/platform/claude/client";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { LocalGuess } from "./local";
import { type TriageTools, triageTicket } from "./triage-service";

const payload = z.object({ ticketId: z.uuid() });

/**
 * Jobs of this feature. `triage_ticket` reads a new ticket; `sweep_triage` says each minute what this worker reads
 * with, and ends the waiting of tickets that waited long enough.
 */
export const triageJobs: JobHandlers = {
  async triage_ticket(input) {
    const { ticketId } = payload.parse(input);
    const done = await triageTicket(ticketId, await triageTools());
    if (!done.ok) throw new Error(`triage_ticket: ${done.error.code}`);
  },

  async sweep_triage() {
    const { db, claude: model, classify } = await triageTools();
    const reader = model ? "claude" : classify ? "local" : "none";
    const swept = unwrap(await db.rpc("sweep_triage", { p_reader: reader }));
    if (!swept.ok) throw new Error(`sweep_triage: ${swept.error.code}`);
  },
};

async function triageTools(): Promise<TriageTools> {
  const db = createAdminClient();
  const classifier = await currentClassifier(db);
  return {
    db,
    claude: claude(),
    classify: classifier && ((text) => toGuess(classifier.classify(text))),
    calibrate: await currentCalibration(db),
    // As the portal itself, which finds what every signed-in customer may read: published articles.
    search: (query) => searchKnowledge({ query, limit: 12, words: true }, db),
    siteUrl: getEnv().siteUrl,
  };
}

function toGuess({ label, confidence, runnersUp }: Classification): LocalGuess {
  return {
    category: label,
    confidence,
    runnersUp: runnersUp.map((one) => ({ category: one.label, confidence: one.confidence })),
  };
}
