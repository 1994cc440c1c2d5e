import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { getDashboard } from "@/lib/dashboard/queries";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { listCategories } from "@/lib/tickets/queries";
import type { SupportHours } from "./opening";
import { type Subject, type Suggestion, suggestAbout, suggestFirst } from "./suggestions";

/** What stands around a conversation: first questions, when a person is there, and what a ticket can be about. */
export type ChatSurroundings = {
  suggestions: Suggestion[];
  hours: SupportHours | null;
  /** Of those that ask for nothing more than words. */
  categories: { value: string; label: string }[];
};

/**
 * All that helps and that a conversation can do without: what cannot be read is left out. First questions are
 * looked for only where nothing has been said yet.
 */
export async function loadSurroundings(
  viewer: Viewer,
  { about, isNew }: { about: Subject | null; isNew: boolean },
): Promise<ChatSurroundings> {
  const [hours, categories, dashboard] = await Promise.all([
    viewer.db.rpc("support_hours"),
    listCategories(viewer),
    isNew && !about ? getDashboard(viewer) : null,
  ]);
  const read = unwrap(hours);
  const own = dashboard?.ok ? suggestFirst(dashboard.value) : [];
  return {
    suggestions: isNew && about ? suggestAbout(about) : own,
    hours: read.ok ? (read.value as unknown as SupportHours) : null,
    categories: categories.ok
      ? categories.value
          .filter(({ needs }) => needs === null)
          .map(({ slug, label }) => ({ value: slug, label }))
      : [],
  };
}
