import { type Cursor, decodeCursor, isUuid } from "@/lib/core/ids";
import { CHAT_NOTICES, type ChatNotice } from "./chat-path";
import { type Subject, subjectOf } from "./suggestions";

/** What the address of the assistant's page says. */
export type ChatParams = {
  sessionId: string | null;
  q: string;
  cursor: Cursor | null;
  about: Subject | null;
  /** What became of a form about a conversation. */
  told: { notice: ChatNotice; id: string; typed: string } | null;
};

const LONGEST_SEARCH = 200;
const LONGEST_TITLE = 120;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readChatParams(params: Record<string, string | string[] | undefined>): ChatParams {
  const first = (name: string) => [params[name]].flat()[0] ?? "";
  const words = (name: string, longest: number) =>
    Array.from(first(name).replace(UNSTORABLE, "").trim()).slice(0, longest).join("");
  const sessionId = first("session");
  const notice = CHAT_NOTICES.find((one) => one === first("notice"));
  const id = first("of");
  return {
    sessionId: isUuid(sessionId) ? sessionId : null,
    q: words("q", LONGEST_SEARCH),
    cursor: decodeCursor(first("cursor")),
    about: subjectOf(first("about")),
    told: notice && isUuid(id) ? { notice, id, typed: words("typed", LONGEST_TITLE) } : null,
  };
}
