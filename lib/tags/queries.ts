import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { TagCount } from "./types";

/** A page of the tags that tickets have, by name. `nextAfter` is where the next page begins. */
export async function loadTags(
  viewer: Reader,
  { q, after }: { q: string; after: string | undefined },
): Promise<{ items: TagCount[]; nextAfter: string | null }> {
  const answer = unwrap(
    await viewer.db.rpc("list_tags", { p_filters: { q }, ...(after && { p_after: after }), p_limit: 50 }),
  );
  if (answer.ok) return answer.value as unknown as { items: TagCount[]; nextAfter: string | null };
  throw new Error(`cannot read the tags: ${answer.error.code}`);
}
