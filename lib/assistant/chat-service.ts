import "server-only";
import type { AnswerEvents } from "./follow-service";

/** Longer than this nobody waits for a page; what is missing then is there when they look again. */
const LONGEST_WAIT_MS = 45_000;

/** The conversation of an answer, once it is written or has taken too long. */
export function whenWritten(events: AnswerEvents): Promise<string> {
  return new Promise((resolve) => {
    let sessionId = "";
    let leave: (() => void) | undefined;
    const end = () => {
      clearTimeout(timer);
      leave?.();
      resolve(sessionId);
    };
    const timer = setTimeout(end, LONGEST_WAIT_MS);
    leave = events((event) => {
      if (event?.event === "session") sessionId = event.data.sessionId;
      if (event === null) end();
    });
  });
}
