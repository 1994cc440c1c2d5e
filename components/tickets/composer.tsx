"use client";

import { type ReactNode, useActionState, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Lock, Send } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { type ActionState, idle, typed } from "@/lib/core/action-state";
import { FileButtons } from "./file-buttons";
import { Outbox, type OutboxTexts, type OutgoingMessage } from "./outbox";
import type { UploadedFile } from "./upload-request";
import type { TrayTexts } from "./upload-tray";
import { useAttachments } from "./use-attachments";
import { newDraftKey, useDraft } from "./use-draft";
import { useFilePicker } from "./use-file-picker";

export type SendAction = (
  previous: ActionState<{ id: string }>,
  form: FormData,
) => Promise<ActionState<{ id: string }>>;

/** All the words of the composer, looked up on the server; see `composerTexts`. */
export type ComposerTexts = OutboxTexts & {
  label: string;
  placeholder: string;
  send: string;
  attach: string;
  photo: string;
  drop: string;
  saved: string;
  /** The keys that send, such as "Ctrl Enter". */
  shortcut: string;
  tray: TrayTexts;
};

/**
 * Where a message is written, on both sides of the desk. What is sent appears at once and stays, with a
 * way to try again, when it could not be sent. Text and files are kept as a draft meanwhile. Without
 * script it is a plain form.
 */
export function Composer({
  action,
  ticketId,
  authorId,
  formKey,
  knownIds,
  texts,
  isNote = false,
  insert,
  header,
  children,
  className,
}: {
  action: SendAction;
  ticketId: string;
  /** Whose draft it is. */
  authorId: string;
  /** Makes the first message idempotent, with script or without. */
  formKey: string;
  /** The latest messages that the page shows; a sent one leaves the outbox once it is among them. */
  knownIds: readonly string[];
  texts: ComposerTexts;
  /** An internal note: amber, sent as such, and with a draft of its own. */
  isNote?: boolean;
  /** A prepared answer: each new object is put in where the cursor stands. */
  insert?: { text: string } | null;
  /** Above the text, such as who will read it. */
  header?: ReactNode;
  /** Fields beside the button that are sent along, such as the status that follows. */
  children?: ReactNode;
  className?: string;
}) {
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [state, plainAction] = useActionState(action, idle);
  const [body, setBody] = useState(typed(state, "body") ?? "");
  const [key, setKey] = useState(formKey);
  const [outgoing, setOutgoing] = useState<readonly OutgoingMessage[]>([]);
  const attached = useAttachments(ticketId, texts.tray, (files) => keep(body, files));
  const picker = useFilePicker(attached.add);
  const draft = useDraft(`${authorId}:${ticketId}${isNote ? ":note" : ""}`, (kept) => {
    setKey(kept.key);
    // What was typed before the script arrived is newer.
    setBody(input.current?.value || (kept.values.body ?? ""));
    attached.restore(kept.files);
  });

  function keep(text: string, files: readonly UploadedFile[] = attached.files) {
    draft.save({ key, values: { body: text }, files });
  }

  useEffect(() => {
    const area = input.current;
    if (!insert || !area) return;
    area.setRangeText(insert.text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }, [insert]);

  async function deliver(message: OutgoingMessage) {
    const update = (to: Partial<OutgoingMessage>) =>
      setOutgoing((all) => all.map((one) => (one.key === message.key ? { ...one, ...to } : one)));
    // Sent once more, it is sent by somebody who knows of the newer message.
    if (message.error?.reason === "newer_message") message.form.delete("readUntil");
    update({ state: "sending", error: null });
    const answer = await action(idle, message.form).catch(() => null);
    if (answer?.status === "ok") {
      draft.clear(message.key);
      update({ state: "sent", id: answer.data.id });
    } else {
      update({ state: "failed", error: answer?.status === "error" ? answer.error : null });
    }
  }

  function send() {
    if (attached.isBusy || body.trim() === "" || !form.current) return;
    const message: OutgoingMessage = {
      key,
      form: new FormData(form.current),
      body: body.trim(),
      files: attached.files.map((file) => file.fileName),
      isNote,
      state: "sending",
      id: null,
      error: null,
    };
    setOutgoing((all) => [...all.filter((one) => one.state !== "sent"), message]);
    // Kept until it has arrived: a page that is closed now loses nothing.
    keep(body);
    draft.flush();
    setBody("");
    setKey(newDraftKey());
    attached.clear();
    void deliver(message);
  }

  /** Puts a message that could not be sent back into the field. */
  function edit(message: OutgoingMessage) {
    setOutgoing((all) => all.filter((one) => one.key !== message.key));
    setKey(message.key);
    setBody(body ? `${message.body}\n\n${body}` : message.body);
    input.current?.focus();
  }

  const known = knownIds.join();
  useEffect(() => {
    setOutgoing((all) => all.filter(({ id }) => id === null || !known.includes(id)));
  }, [known]);

  const waiting = outgoing.filter(({ id }) => id === null || !known.includes(id));
  return (
    <div className={className}>
      <Outbox messages={waiting} texts={texts} onRetry={deliver} onEdit={edit} />
      <form
        ref={form}
        action={plainAction}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        {...picker.dropZone}
        className={cx(
          "relative rounded-lg border border-line-strong bg-paper transition-colors focus-within:border-focus",
          // On a phone it is one line until somebody writes: the thread needs the room.
          "max-sm:[&:not(:focus-within):has(textarea:placeholder-shown):not(:has(li))>.tools]:hidden",
          isNote && "border-warning-border bg-warning-soft focus-within:border-warning",
        )}
      >
        <input type="hidden" name="ticketId" value={ticketId} />
        <input type="hidden" name="key" value={key} />
        {attached.files.map((file) => (
          <input key={file.id} type="hidden" name="attachmentIds" value={file.id} />
        ))}
        {isNote && <input type="hidden" name="internal" value="true" />}
        {header}
        <textarea
          ref={input}
          name="body"
          aria-label={texts.label}
          placeholder={texts.placeholder}
          required
          maxLength={10_000}
          rows={2}
          value={body}
          onChange={(event) => {
            setBody(event.currentTarget.value);
            keep(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            form.current?.requestSubmit();
          }}
          className="field-sizing-content block max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 max-sm:min-h-11 max-sm:pt-2.5 max-sm:pb-2.5 text-base outline-none touch:text-lg"
        />
        {state.status === "error" && (
          <p className="px-3.5 text-error-text text-sm">{state.error.fields?.body ?? state.error.message}</p>
        )}
        {attached.tray && <div className="px-3 pt-1">{attached.tray}</div>}
        <div className="tools flex items-center gap-1 p-2">
          <span className="flex noscript:hidden">
            <FileButtons attachLabel={texts.attach} photoLabel={texts.photo} onFiles={picker.take} />
          </span>
          <span role="status" className="ms-1 min-w-0 truncate text-fg-muted text-xs">
            {draft.isSaved && (body !== "" || attached.files.length > 0) ? texts.saved : ""}
          </span>
          <span className="ms-auto flex min-w-0 items-center gap-2">
            {children}
            <Kbd keys={texts.shortcut} className="pointer-coarse:hidden max-sm:hidden noscript:hidden" />
            <Button
              type="submit"
              variant="primary"
              aria-disabled={attached.isBusy || undefined}
              icon={isNote ? <Lock aria-hidden /> : <Send aria-hidden />}
            >
              {/* With fields beside it a phone has no room for its words. */}
              <span className={children ? "max-sm:sr-only" : undefined}>{texts.send}</span>
            </Button>
          </span>
        </div>
        {picker.isOver && (
          <p className="pointer-events-none absolute inset-0 flex items-center justify-center rounded-lg border-2 border-primary border-dashed bg-primary-light font-medium text-primary-text">
            {texts.drop}
          </p>
        )}
      </form>
    </div>
  );
}
