import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { briefOf } from "./brief";
import type { ChatMessage, ChatSession, ChatTranscript } from "./chat-types";
import { withProposals } from "./proposals";

type Asker = Pick<Viewer, "db">;
/** Who is shown proposals, in their money and time. */
type Reader = Pick<Viewer, "db" | "locale" | "timeZone">;

/** A page of the viewer's own conversations, latest first. `q` looks into titles and messages. */
export async function listChatSessions(
  viewer: Asker,
  filters: { q?: string | undefined } = {},
  { cursor, limit = 20 }: { cursor?: Cursor | null | undefined; limit?: number | undefined } = {},
): Promise<Result<Page<ChatSession>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_chat_sessions", {
      p_filters: filters,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as {
    items: ChatSession[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** One of the viewer's own conversations; `not_found` also for what belongs to somebody else. */
export async function getChatSession(viewer: Reader, id: string): Promise<Result<ChatTranscript>> {
  const answer = unwrap(await viewer.db.rpc("get_chat_session", { p_id: id }));
  if (!answer.ok) return answer;
  const transcript = answer.value as unknown as ChatTranscript;
  return ok({ ...transcript, messages: withProposals(transcript.messages, viewer) });
}

export type ChatBrief = {
  subject: string;
  description: string;
  /** When the desk opens next; null while it is open. */
  opensAt: string | null;
  isOpenNow: boolean;
  /** The ticket that there is already. */
  ticket: { id: string; number: string } | null;
};

/** What a ticket made of this conversation would say, and when somebody is there to read it. */
export async function getChatBrief(viewer: Asker, id: string): Promise<Result<ChatBrief>> {
  const answer = unwrap(await viewer.db.rpc("get_chat_desk", { p_id: id }));
  if (!answer.ok) return answer;
  const found = answer.value as unknown as ChatTranscript & Pick<ChatBrief, "opensAt" | "isOpenNow">;
  const { opensAt, isOpenNow, ticket } = found;
  return ok({ ...briefOf(found), opensAt, isOpenNow, ticket });
}

export type TicketTranscript = {
  sessionId: string | null;
  /** Whether its owner has deleted the conversation since; this is then what was handed over. */
  isDeleted: boolean;
  createdAt: string;
  messages: ChatMessage[];
};

/**
 * The conversation that a ticket came from; null where there is none, and for colleagues of who had it. A read by
 * staff is audited.
 */
export async function getTicketTranscript(
  viewer: Reader,
  ticketId: string,
): Promise<Result<TicketTranscript | null>> {
  const answer = unwrap(await viewer.db.rpc("get_ticket_transcript", { p_ticket_id: ticketId }));
  if (!answer.ok) return answer;
  const found = answer.value as unknown as TicketTranscript | null;
  return ok(found && { ...found, messages: withProposals(found.messages, viewer) });
}
