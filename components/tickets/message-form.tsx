"use client";

import type { ReactNode, RefObject } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Lock, Send } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { FileButtons } from "./file-buttons";
import type { Attachments } from "./use-attachments";
import { useFilePicker } from "./use-file-picker";

export type MessageFormTexts = {
  label: string;
  placeholder: string;
  send: string;
  attach: string;
  photo: string;
  drop: string;
  /** The keys that send, such as "Ctrl Enter". */
  shortcut: string;
};

/** The form of a message: the text, its files, and the button that sends. What it says is for its owner to keep. */
export function MessageForm({
  form,
  input,
  action,
  body,
  onBody,
  onSend,
  attached,
  texts,
  isNote = false,
  header,
  fault,
  mark,
  tools,
  fields,
  children,
}: {
  form: RefObject<HTMLFormElement | null>;
  input: RefObject<HTMLTextAreaElement | null>;
  /** What a browser without script calls. */
  action: (form: FormData) => void;
  body: string;
  onBody: (text: string) => void;
  onSend: () => void;
  attached: Attachments;
  texts: MessageFormTexts;
  /** Amber: it is for staff alone. */
  isNote?: boolean;
  /** Above the text, such as who will read it. */
  header?: ReactNode;
  fault?: string | undefined;
  /** What is said of the draft, such as that it is saved. */
  mark: string;
  /** Beside the buttons for files. */
  tools?: ReactNode;
  /** Beside the button that sends, such as the status that follows. */
  fields?: ReactNode;
  /** Hidden fields. */
  children?: ReactNode;
}) {
  const picker = useFilePicker(attached.add);
  return (
    <form
      ref={form}
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      {...picker.dropZone}
      className={cx(
        "relative rounded-lg border border-line-strong bg-paper transition-colors focus-within:border-focus",
        // On a phone it is one line until somebody writes: the thread needs the room.
        "max-sm:[&:not(:focus-within):has(textarea:placeholder-shown):not(:has(li))>.tools]:hidden",
        isNote && "border-warning-border bg-warning-soft focus-within:border-warning",
      )}
    >
      {children}
      {attached.files.map((file) => (
        <input key={file.id} type="hidden" name="attachmentIds" value={file.id} />
      ))}
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
        onChange={(event) => onBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
        className="field-sizing-content block max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 max-sm:min-h-11 max-sm:pt-2.5 max-sm:pb-2.5 text-base outline-none touch:text-lg"
      />
      {fault && <p className="px-3.5 text-error-text text-sm">{fault}</p>}
      {attached.tray && <div className="px-3 pt-1">{attached.tray}</div>}
      <div className="tools flex items-center gap-1 p-2">
        <span className="flex noscript:hidden">
          <FileButtons attachLabel={texts.attach} photoLabel={texts.photo} onFiles={picker.take} />
          {tools}
        </span>
        <span role="status" className="ms-1 min-w-0 truncate text-fg-muted text-xs">
          {mark}
        </span>
        <span className="ms-auto flex min-w-0 items-center gap-2">
          {fields}
          <Kbd keys={texts.shortcut} className="pointer-coarse:hidden max-sm:hidden noscript:hidden" />
          <Button
            type="submit"
            variant="primary"
            aria-disabled={attached.isBusy || undefined}
            icon={isNote ? <Lock aria-hidden /> : <Send aria-hidden />}
          >
            {/* With fields beside it a phone has no room for its words. */}
            <span className={fields ? "max-sm:sr-only" : undefined}>{texts.send}</span>
          </Button>
        </span>
      </div>
      {picker.isOver && (
        <p className="pointer-events-none absolute inset-0 flex items-center justify-center rounded-lg border-2 border-primary border-dashed bg-primary-light font-medium text-primary-text">
          {texts.drop}
        </p>
      )}
    </form>
  );
}
