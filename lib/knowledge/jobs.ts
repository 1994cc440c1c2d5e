import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type IndexedArticle, makeChunks } from "./chunks";
import { IMAGE_BUCKET } from "./images-service";

const payload = z.object({ articleId: z.uuid() });

/**
 * Jobs of this feature. `index_article` makes the passages of a published article; one that was taken back
 * meanwhile has none, and nothing happens. `sweep_knowledge` forgets old searches and pictures that nothing shows.
 */
export const knowledgeJobs: JobHandlers = {
  async index_article(input) {
    const { articleId } = payload.parse(input);
    const admin = createAdminClient();
    const found = unwrap(await admin.rpc("get_article_to_index", { p_id: articleId }));
    if (!found.ok) throw new Error(`get_article_to_index: ${found.error.code}`);
    if (found.value === null) return;
    const { version, ...article } = found.value as unknown as IndexedArticle & { version: number };
    const chunks = makeChunks(article);
    const kept = unwrap(
      await admin.rpc("replace_kb_chunks", { p_article_id: articleId, p_version: version, p_chunks: chunks }),
    );
    if (!kept.ok) throw new Error(`replace_kb_chunks: ${kept.error.code}`);
    log.info({ articleId, passages: chunks.length, new: kept.value }, "article indexed");
  },

  async sweep_knowledge() {
    const admin = createAdminClient();
    const swept = unwrap(await admin.rpc("sweep_knowledge"));
    if (!swept.ok) throw new Error(`sweep_knowledge: ${swept.error.code}`);
    const { paths } = swept.value as unknown as { paths: string[] };
    if (paths.length === 0) return;
    // Nobody can reach the bytes any more: those that stay are only waste.
    const removed = unwrap(await admin.storage.from(IMAGE_BUCKET).remove(paths));
    if (!removed.ok) log.warn({ count: paths.length }, "objects of forgotten pictures stay");
  },
};
