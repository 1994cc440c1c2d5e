import { type Cursor, decodeCursor, isUuid } from "@/lib/core/ids";
import { type Subject, subjectOf } from "./suggestions";

/** What the address of the assistant's page says. */
export type ChatParams = {
  sessionId: string | null;
  q: string;
  cursor: Cursor | null;
  about: Subject | null;
};

const LONGEST_SEARCH = 200;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readChatParams(params: Record<string, string | string[] | undefined>): ChatParams {
  const first = (name: string) => [params[name]].flat()[0] ?? "";
  const sessionId = first("session");
  return {
    sessionId: isUuid(sessionId) ? sessionId : null,
    q: Array.from(first("q").replace(UNSTORABLE, "").trim()).slice(0, LONGEST_SEARCH).join(""),
    cursor: decodeCursor(first("cursor")),
    about: subjectOf(first("about")),
  };
}
