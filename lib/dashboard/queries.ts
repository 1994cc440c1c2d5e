import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Dashboard } from "./types";

/** All that the customer's dashboard shows, in one call. `forbidden` for staff. */
export async function getDashboard(viewer: Reader): Promise<Result<Dashboard>> {
  const answer = unwrap(await viewer.db.rpc("get_dashboard"));
  return answer.ok ? ok(answer.value as unknown as Dashboard) : answer;
}

/** `getDashboard` for a page, which has an error boundary for what cannot be read. */
export async function loadDashboard(viewer: Reader): Promise<Dashboard> {
  const dashboard = await getDashboard(viewer);
  if (dashboard.ok) return dashboard.value;
  throw new Error(`cannot read the dashboard: ${dashboard.error.code}`);
}
