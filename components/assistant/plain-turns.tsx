import type { ChatMessage } from "@/lib/assistant/chat-types";
import { portalLink } from "@/lib/assistant/portal-link";
import { AnswerText } from "./answer-text";
import type { ChatTexts } from "./chat-texts";

/** A conversation to be read without script: its sources are links. */
export function PlainTurns({
  messages,
  linkHosts,
  texts,
}: {
  messages: readonly ChatMessage[];
  linkHosts: readonly string[];
  texts: ChatTexts;
}) {
  return (
    <ol className="flex flex-col gap-5 py-4">
      {messages.map((message) => (
        <li key={message.id}>
          {message.role === "user" ? (
            <article aria-label={texts.you} className="flex flex-col items-end">
              <p
                dir="auto"
                className="max-w-[85%] whitespace-pre-wrap rounded-lg bg-active px-3.5 py-2 text-base"
              >
                {message.body}
              </p>
            </article>
          ) : (
            <article aria-label={texts.assistant}>
              <AnswerText
                text={message.body}
                citations={message.citations}
                chipLabel={texts.source.chip}
                links={portalLink(linkHosts)}
                className="max-w-reading text-base"
              />
              {message.offer && <p className="mt-2 text-fg-muted text-sm">{texts.offer[message.offer]}</p>}
            </article>
          )}
        </li>
      ))}
    </ol>
  );
}
