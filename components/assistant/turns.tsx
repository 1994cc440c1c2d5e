"use client";
"use no memo";

import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Button } from "@/components/ui/button";
import type { ChatMessage } from "@/lib/assistant/chat-types";
import type { Citation, OfferReason, ProposedAction } from "@/lib/assistant/types";
import { isUuid } from "@/lib/core/ids";
import { Answer } from "./answer";
import { AnswerTools } from "./answer-tools";
import type { ChatReader, ChatTexts } from "./chat-texts";
import type { ConversationState } from "./conversation-state";
import { PersonOffer } from "./person-offer";
import { Question } from "./question";

/**
 * Questions and answers in their order, and the answer that is on its way at the end. A default export, because it is
 * fetched when it is needed.
 */
export default function Turns({
  state: { session, messages, running, failed },
  reader,
  texts,
  onAsk,
  onRetry,
  onCite,
  onAction,
  onFeedback,
  onPerson,
}: {
  state: ConversationState;
  reader: ChatReader;
  texts: ChatTexts;
  onAsk: (question: string, replaces: string) => void;
  onRetry: (failed: NonNullable<ConversationState["failed"]>) => void;
  onCite: (citation: Citation) => void;
  onAction: (action: ProposedAction) => void;
  onFeedback: (
    message: ChatMessage,
    helpful: boolean,
    reason: string | undefined,
    failed: string,
  ) => Promise<boolean>;
  onPerson: () => void;
}) {
  const shared = { reader, texts, onCite, onAction };
  const isIdle = !running && session?.status !== "escalated";
  const last = messages.at(-1);
  const lastQuestion = messages.findLast(({ role }) => role === "user");
  const offer = (reason: OfferReason | null) =>
    reason && !session?.ticket && <PersonOffer reason={reason} texts={texts} onPerson={onPerson} />;

  return (
    <ol className="flex flex-col gap-5 py-4">
      {messages.map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place stays when the server's copy takes it over
        <li key={at}>
          {message.role === "user" ? (
            <Question
              body={message.body}
              texts={texts}
              onResend={isIdle && isUuid(message.id) ? (question) => onAsk(question, message.id) : undefined}
            />
          ) : (
            <Answer text={message.body} {...message} {...shared}>
              {offer(message.offer)}
              {isUuid(message.id) && message.status !== "streaming" && (
                <AnswerTools
                  message={message}
                  texts={texts.answer}
                  onFeedback={(helpful, reason) =>
                    onFeedback(message, helpful, reason, texts.question.failed)
                  }
                  onAgain={
                    isIdle && message === last && lastQuestion && isUuid(lastQuestion.id)
                      ? () => onAsk(lastQuestion.body, lastQuestion.id)
                      : undefined
                  }
                />
              )}
            </Answer>
          )}
        </li>
      ))}
      {running && (
        <>
          <li>
            <Question body={running.question} texts={texts} />
          </li>
          <li>
            <Answer
              {...running.answer}
              status="streaming"
              isLost={running.isLost}
              error={running.answer.error?.message}
              {...shared}
            >
              {offer(running.answer.offer?.reason ?? null)}
            </Answer>
          </li>
        </>
      )}
      {failed && (
        <li>
          <Question
            body={failed.question}
            texts={texts}
            isFailed
            onResend={(question) => onAsk(question, failed.replaces ?? "")}
          >
            <div role="alert" className="flex flex-wrap items-center justify-end gap-2 text-sm">
              <p className="text-error-text">{failed.error.message || texts.question.failed}</p>
              {failed.error.code === "unauthenticated" ? (
                <SignInAgain label={texts.question.signIn} />
              ) : (
                <Button size="sm" onClick={() => onRetry(failed)}>
                  {texts.question.retry}
                </Button>
              )}
            </div>
          </Question>
          {failed.error.code === "rate_limited" && offer("budget")}
        </li>
      )}
    </ol>
  );
}
