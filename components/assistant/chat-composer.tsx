"use client";
"use no memo";

import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { ArrowUp, Square } from "@/components/ui/icons";
import { MAX_QUESTION } from "@/lib/assistant/chat-types";
import type { About, ChatTexts } from "./chat-texts";

/** From here on it is told how much is left. */
const NEARLY_FULL = 7_000;

/**
 * Where questions are written. Enter sends, and while an answer is on its way the same place stops it; what is
 * written stays through reloads. Without script it is a plain form.
 */
export function ChatComposer({
  input,
  draftScope,
  sessionId,
  formKey,
  action,
  about,
  fault,
  typed,
  isRunning,
  texts,
  onFocus,
  onAsk,
  onStop,
  onForgetAbout,
  children,
}: {
  input: RefObject<HTMLTextAreaElement | null>;
  /** Whose draft it is, and of which conversation. */
  draftScope: string;
  sessionId: string | null;
  /** Makes a question that is sent without script idempotent. */
  formKey: string;
  /** What a browser without script calls. */
  action?: ((form: FormData) => void) | undefined;
  /** What the page is about, when the question is to be about it too. */
  about: About | null;
  fault?: string | undefined;
  /** What was typed before a form without script came back. */
  typed?: string | undefined;
  isRunning: boolean;
  texts: ChatTexts;
  /** Somebody is about to write. */
  onFocus: () => void;
  onAsk: (question: string) => void;
  onStop: () => void;
  onForgetAbout: () => void;
  /** Below the field. */
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const key = useRef("");
  const [body, setBody] = useState(typed ?? "");
  const words = texts.composer;
  const draft = useDraft(draftScope, (kept) => {
    key.current = kept.key;
    // What was typed before the script arrived is newer.
    setBody(input.current?.value || (kept.values.body ?? ""));
  });

  useEffect(() => {
    if (input.current?.value) setBody(input.current.value);
  }, [input]);

  function write(text: string) {
    setBody(text);
    key.current ||= newDraftKey();
    draft.save({ key: key.current, values: { body: text }, files: [] });
  }

  function send() {
    const question = body.trim();
    if (isRunning || question === "") return;
    draft.clear(key.current);
    key.current = "";
    setBody("");
    onAsk(question);
  }

  const left = MAX_QUESTION - body.length;
  return (
    <form
      ref={form}
      {...(action && { action })}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {sessionId && <input type="hidden" name="sessionId" value={sessionId} />}
      <input type="hidden" name="key" value={formKey} />
      <div className="relative rounded-lg border border-line-strong bg-paper transition-colors focus-within:border-focus">
        {about && (
          <span className="flex min-w-0 items-center gap-0.5 px-3.5 pt-1.5 text-fg-muted text-xs">
            <span className="truncate">{texts.about.replace("{subject}", about.label)}</span>
            <button
              type="button"
              aria-label={texts.aboutRemove.replace("{subject}", about.label)}
              onClick={onForgetAbout}
              className="hit-44 flex size-6 items-center justify-center rounded-sm hover:bg-hover hover:text-fg noscript:hidden"
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        )}
        <textarea
          ref={input}
          name="message"
          aria-label={words.label}
          placeholder={words.placeholder}
          required
          maxLength={MAX_QUESTION}
          rows={1}
          dir="auto"
          value={body}
          enterKeyHint="send"
          onFocus={onFocus}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
          className="field-sizing-content block max-h-[30dvh] min-h-11 w-full resize-none bg-transparent py-2.5 ps-3.5 pe-14 text-base outline-none touch:min-h-12 touch:py-3 touch:text-lg"
        />
        <span className="absolute end-1.5 bottom-1.5 flex touch:end-0.5 touch:bottom-0.5">
          {isRunning ? (
            <Button
              aria-label={words.stop}
              data-tooltip={words.stop}
              icon={<Square aria-hidden className="size-3.5 fill-current" />}
              className="px-2! touch:px-3.5!"
              onClick={onStop}
            />
          ) : (
            <Button
              type="submit"
              variant="primary"
              aria-label={words.send}
              data-tooltip={words.send}
              icon={<ArrowUp aria-hidden />}
              className="px-2! touch:px-3.5!"
            />
          )}
        </span>
      </div>
      {fault && (
        <p role="alert" className="mt-1.5 text-error-text text-sm">
          {fault}
        </p>
      )}
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-fg-muted text-xs">
        {children}
        <span role="status" className="ms-auto">
          {body.length >= NEARLY_FULL &&
            (left === 1 ? words.leftOne : words.left.replace("{count}", String(left)))}
        </span>
      </div>
    </form>
  );
}
