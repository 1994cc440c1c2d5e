import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Cursor } from "@/lib/core/ids";
import type { SupportHours } from "@/lib/core/opening";
import type { Page } from "@/lib/core/page";
import { getDashboard } from "@/lib/dashboard/queries";
import { claude } from "@/lib/platform/claude/client";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { listCategories } from "@/lib/tickets/queries";
import type { ChatSession, ChatTranscript } from "./chat-types";
import { getChatSession, listChatSessions } from "./queries";
import { type Subject, type Suggestion, suggestAbout, suggestFirst } from "./suggestions";
import type { Answerer } from "./types";

/** Who answers here unless something keeps it from answering. */
export function currentAnswerer(): Answerer {
  return claude() ? "claude" : "extractive";
}

/** The viewer's conversation, or null where there is none for them; other failures throw. */
export async function findTranscript(viewer: Viewer, id: string): Promise<ChatTranscript | null> {
  const found = await getChatSession(viewer, id);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the conversation: ${found.error.code}`);
}

/** The list beside the conversation. Throws when it cannot be read. */
export async function loadSessions(
  viewer: Viewer,
  { q, cursor }: { q: string; cursor: Cursor | null },
): Promise<Page<ChatSession>> {
  const found = await listChatSessions(viewer, q ? { q } : {}, { cursor, limit: SESSIONS });
  if (found.ok) return found.value;
  throw new Error(`cannot read the conversations: ${found.error.code}`);
}

/** As many as a column shows at once. */
const SESSIONS = 30;

/** What stands around a conversation: first questions, when a person is there, and what a ticket can be about. */
export type ChatSurroundings = {
  suggestions: Suggestion[];
  hours: SupportHours | null;
  /** Hosts that answers may link to; none where that cannot be read. */
  linkHosts: string[];
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
  const [hours, hosts, categories, dashboard] = await Promise.all([
    viewer.db.rpc("support_hours"),
    viewer.db.from("app_settings").select("value").eq("key", "assistant_link_hosts").maybeSingle(),
    listCategories(viewer),
    isNew && !about ? getDashboard(viewer) : null,
  ]);
  const read = unwrap(hours);
  const own = dashboard?.ok ? suggestFirst(dashboard.value) : [];
  return {
    suggestions: isNew && about ? suggestAbout(about) : own,
    linkHosts: Array.isArray(hosts.data?.value)
      ? hosts.data.value.filter((host) => typeof host === "string")
      : [],
    hours: read.ok ? (read.value as unknown as SupportHours) : null,
    categories: categories.ok
      ? categories.value
          .filter(({ needs }) => needs === null)
          .map(({ slug, label }) => ({ value: slug, label }))
      : [],
  };
}
