import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Category } from "./types";

/** Every category, in use or not, in their order; for staff. A failure is the page's. */
export async function loadAllCategories(viewer: Reader): Promise<Category[]> {
  const answer = unwrap(await viewer.db.rpc("list_all_categories"));
  if (answer.ok) return answer.value as unknown as Category[];
  throw new Error(`cannot read the categories: ${answer.error.code}`);
}
