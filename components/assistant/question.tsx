"use client";
"use no memo";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Pencil } from "@/components/ui/icons";
import { Textarea } from "@/components/ui/textarea";
import { MAX_QUESTION } from "@/lib/assistant/chat-types";
import type { ChatTexts } from "./chat-texts";

/** What the customer asked. It can be put in other words, and is then answered anew. */
export function Question({
  body,
  texts,
  isFailed = false,
  onResend,
  children,
}: {
  body: string;
  texts: ChatTexts;
  isFailed?: boolean;
  /** Absent while it cannot be changed. */
  onResend?: ((question: string) => void) | undefined;
  /** What went wrong with it. */
  children?: ReactNode;
}) {
  const [isEdited, setIsEdited] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const words = texts.question;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const question = String(new FormData(event.currentTarget).get("question") ?? "").trim();
    if (!question) return;
    setIsEdited(false);
    onResend?.(question);
  }

  if (isEdited && onResend) {
    return (
      <form ref={form} onSubmit={send} className="ms-auto flex w-full max-w-form flex-col gap-2">
        <Textarea
          name="question"
          aria-label={words.field}
          defaultValue={body}
          maxLength={MAX_QUESTION}
          dir="auto"
          required
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.stopPropagation();
              setIsEdited(false);
            }
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            form.current?.requestSubmit();
          }}
        />
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={() => setIsEdited(false)}>
            {words.cancel}
          </Button>
          <Button type="submit" variant="primary">
            {words.send}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <article aria-label={texts.you} className="group flex flex-col items-end gap-1">
      <div className="flex max-w-[min(85%,40rem)] items-center gap-1">
        {onResend && (
          <IconButton
            size="sm"
            label={words.edit}
            icon={<Pencil aria-hidden />}
            onClick={() => setIsEdited(true)}
            className="pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100 noscript:hidden"
          />
        )}
        <p
          dir="auto"
          className={cx(
            "min-w-0 whitespace-pre-wrap rounded-lg bg-active px-3.5 py-2 text-base",
            isFailed && "border border-error-border bg-error-soft",
          )}
        >
          {body}
        </p>
      </div>
      {children}
    </article>
  );
}
