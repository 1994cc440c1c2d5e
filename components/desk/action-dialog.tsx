"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { newDraftKey } from "@/components/tickets/use-draft";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ActionState, idle } from "@/lib/core/action-state";
import type { AppError } from "@/lib/core/errors";

export type ActionDialogTexts = Record<
  "back" | "dismiss" | "conflictTitle" | "failedTitle" | "unreachable" | "open",
  string
>;

/** What the parts of a form show of its last try. */
export type Faults = (field: string) => string | undefined;

/**
 * A dialog that does one thing to a ticket. Pressed twice it is sent once, and tried again it carries the same key, so
 * that an answer that was lost on the way does no harm. Whatever goes wrong, what was chosen stays.
 */
export function ActionDialog<T>({
  ticketId,
  action,
  title,
  description,
  submit,
  isReady = true,
  texts,
  onDone,
  onClose,
  children,
}: {
  ticketId: string;
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  title: string;
  description: string;
  /** The word on the button that does it. */
  submit: string;
  /** Whether there is something to send. */
  isReady?: boolean;
  texts: ActionDialogTexts;
  onDone: (data: T) => void;
  onClose: () => void;
  children: (fault: Faults) => ReactNode;
}) {
  const formId = useId();
  const isSent = useRef(false);
  const [key] = useState(newDraftKey);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Pick<AppError, "code" | "message" | "fields"> | null>(null);

  async function send(form: HTMLFormElement) {
    if (isSent.current || !isReady) return;
    isSent.current = true;
    setPending(true);
    setError(null);
    const answer = await action(idle, new FormData(form)).catch(() => null);
    isSent.current = false;
    setPending(false);
    if (answer?.status === "ok") {
      onDone(answer.data);
      onClose();
      return;
    }
    setError(answer?.status === "error" ? answer.error : { code: "unavailable", message: texts.unreachable });
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  }

  const fault: Faults = (field) => error?.fields?.[field]?.[0];
  return (
    <Dialog
      open
      persistent
      onClose={onClose}
      title={title}
      description={description}
      closeLabel={texts.dismiss}
      footer={
        <>
          <Button onClick={onClose}>{texts.back}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={isPending}
            aria-disabled={!isReady || undefined}
          >
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="ticketId" value={ticketId} />
        <input type="hidden" name="key" value={key} />
        {error && !error.fields && (
          <Banner
            tone={error.code === "conflict" ? "warning" : "error"}
            title={error.code === "conflict" ? texts.conflictTitle : texts.failedTitle}
          >
            {error.message}
          </Banner>
        )}
        {children(fault)}
      </form>
    </Dialog>
  );
}

/** Fills one value into a text of the server's, where only the browser knows it. */
export function fill(text: string, name: string, value: string): string {
  return text.replaceAll(`{${name}}`, value);
}
