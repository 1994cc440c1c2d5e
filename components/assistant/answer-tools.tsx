"use client";
"use no memo";

import { lazy, Suspense, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { RotateCw, ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import { plainWords } from "@/lib/assistant/answer-markdown";
import type { ChatMessage } from "@/lib/assistant/chat-types";
import type { ChatTexts } from "./chat-texts";

/** Fetched when an answer did not help. */
const ReasonForm = lazy(() => import("./reason-form"));

/** What can be done with an answer: copy it, say whether it helped and why not, have it written anew. */
export function AnswerTools({
  message,
  texts,
  onFeedback,
  onAgain,
}: {
  message: ChatMessage;
  texts: ChatTexts["answer"];
  /** Resolves to whether it was taken. */
  onFeedback: (helpful: boolean, reason?: string) => Promise<boolean>;
  /** Only the latest answer can be written anew. */
  onAgain?: (() => void) | undefined;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const [said, setSaid] = useState("");

  async function judge(helpful: boolean) {
    setSaid("");
    setIsAsking(!helpful);
    const isTaken = await onFeedback(helpful);
    if (!isTaken) setIsAsking(false);
    else if (helpful) setSaid(texts.thanks);
  }

  async function explain(reason: string) {
    if (!reason || (await onFeedback(false, reason))) {
      setIsAsking(false);
      setSaid(texts.thanks);
    }
  }

  return (
    <div className="mt-1.5">
      <div className="-ms-1.5 flex flex-wrap items-center gap-0.5 noscript:hidden">
        <CopyButton text={plainWords(message.body)} label={texts.copy} copiedLabel={texts.copied} />
        {([true, false] as const).map((helpful) => {
          const Icon = helpful ? ThumbsUp : ThumbsDown;
          const isPressed = message.feedback === (helpful ? "up" : "down");
          return (
            <IconButton
              key={String(helpful)}
              size="sm"
              label={helpful ? texts.helpful : texts.notHelpful}
              aria-pressed={isPressed}
              icon={<Icon aria-hidden className={isPressed ? "fill-primary-light text-primary-text" : ""} />}
              onClick={() => judge(helpful)}
            />
          );
        })}
        {onAgain && (
          <IconButton size="sm" label={texts.again} icon={<RotateCw aria-hidden />} onClick={onAgain} />
        )}
        <span role="status" className="ms-1 text-fg-muted text-xs">
          {said}
        </span>
      </div>
      {isAsking && (
        <Suspense>
          <ReasonForm
            texts={texts}
            onSend={explain}
            onSkip={() => {
              setIsAsking(false);
              setSaid(texts.thanks);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
