"use client";
"use no memo";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { RotateCw, ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import { Textarea } from "@/components/ui/textarea";
import { plainWords } from "@/lib/assistant/answer-markdown";
import type { ChatMessage } from "@/lib/assistant/chat-types";
import type { ChatTexts } from "./chat-texts";

/** As long as a reason may be in the database. */
const MAX_REASON = 500;

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

  async function explain(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
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
        <form onSubmit={explain} className="mt-2 flex max-w-form flex-col gap-2">
          <Field name="reason" label={texts.why}>
            {(control) => (
              <Textarea {...control} rows={2} maxLength={MAX_REASON} dir="auto" className="min-h-14" />
            )}
          </Field>
          <div className="flex gap-2">
            <Button type="submit" size="sm">
              {texts.sendWhy}
            </Button>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                setIsAsking(false);
                setSaid(texts.thanks);
              }}
            >
              {texts.skip}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
