"use client";
"use no memo";

import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { MAX_QUESTION } from "@/lib/assistant/chat-types";
import type { ChatTexts } from "./chat-texts";

/** A question in other words. A default export, because it is fetched when it is needed. */
export default function QuestionForm({
  body,
  texts,
  onSend,
  onCancel,
}: {
  body: string;
  texts: ChatTexts["question"];
  onSend: (question: string) => void;
  onCancel: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const question = String(new FormData(event.currentTarget).get("question") ?? "").trim();
    if (question) onSend(question);
  }

  return (
    <form ref={form} onSubmit={send} className="ms-auto flex w-full max-w-form flex-col gap-2">
      <Textarea
        name="question"
        aria-label={texts.field}
        defaultValue={body}
        maxLength={MAX_QUESTION}
        dir="auto"
        required
        autoFocus
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onCancel();
          }
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
      />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          {texts.cancel}
        </Button>
        <Button type="submit" variant="primary">
          {texts.send}
        </Button>
      </div>
    </form>
  );
}
