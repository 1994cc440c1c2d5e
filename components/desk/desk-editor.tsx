"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { lazy, type ReactNode, Suspense, useActionState, useEffect, useRef, useState } from "react";
import { MessageForm, type MessageFormTexts } from "@/components/tickets/message-form";
import type { UploadedFile } from "@/components/tickets/upload-request";
import type { TrayTexts } from "@/components/tickets/upload-tray";
import { useAttachments } from "@/components/tickets/use-attachments";
import { readDraft } from "@/components/tickets/use-draft";
import { IconButton } from "@/components/ui/icon-button";
import { FileText, Sparkles } from "@/components/ui/icons";
import { Select, type SelectOption } from "@/components/ui/select";
import { idle, typed } from "@/lib/core/action-state";
import { sendMessageAction } from "@/lib/tickets/desk-actions";
import type { DraftMode, TicketDraft } from "@/lib/tickets/draft-types";
import type { AssistTexts } from "./assist-dialog";
import type { DeskWritingTexts, WritingHandle } from "./desk-writing";

/**
 * Drafts, undo and all that is said of them, fetched at the first sign of life. When it cannot be fetched the
 * form still sends, at once.
 */
const DeskWriting = lazy(() => import("./desk-writing").catch(() => import("./plain-writing")));
const TemplatePicker = lazy(() => import("./template-picker"));
const AssistDialog = lazy(() => import("./assist-dialog"));

/** What stands in the form, save its files. */
export type Written = { body: string; status: string; templateId: string | null };

export type DeskEditorTexts = MessageFormTexts & {
  tray: TrayTexts;
  saved: string;
  after: string;
  templates: string;
  assist: AssistTexts;
  writing: DeskWritingTexts;
};

/** Where one kind of message is written: to the customer, or for colleagues alone. */
export function DeskEditor({
  ticketId,
  authorId,
  category,
  mode,
  formKey,
  knownIds,
  draft,
  sending,
  readUntil,
  afterReply,
  isShown,
  isAwake,
  onWake,
  header,
  texts,
}: {
  ticketId: string;
  authorId: string;
  category: string;
  mode: DraftMode;
  /** Makes the first message idempotent, with script or without. */
  formKey: string;
  /** The latest messages that the page shows. */
  knownIds: readonly string[];
  /** What its author has begun, here or on another device. */
  draft: TicketDraft | null;
  /** What waits to be sent and can be taken back. */
  sending: readonly TicketDraft[];
  /** When the latest message was written that the author has read. */
  readUntil?: string | undefined;
  /** Where a reply may leave the ticket, the usual first. */
  afterReply?: readonly SelectOption[];
  /** The other kind is being written, while what was begun here stays. */
  isShown: boolean;
  isAwake: boolean;
  onWake: () => void;
  header: ReactNode;
  texts: DeskEditorTexts;
}) {
  const scope = `${authorId}:${ticketId}:${mode}`;
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const writing = useRef<WritingHandle>(null);
  const wantsToSend = useRef(false);
  const [state, plainAction] = useActionState(sendMessageAction, idle);
  const [key, setKey] = useState(formKey);
  const [written, write] = useState<Written>(() => ({
    body: typed(state, "body") ?? draft?.body ?? "",
    status: draft?.status ?? "",
    templateId: draft?.templateId ?? null,
  }));
  const [mark, setMark] = useState(draft ? texts.saved : "");
  const [isPicking, setIsPicking] = useState(false);
  const [isAssisting, setIsAssisting] = useState(false);
  const attached = useAttachments(ticketId, texts.tray, () => {});
  const hasWork = sending.length > 0 || Boolean(draft?.returned);

  const begin = useRef(() => {
    if (draft && draft.files.length > 0) attached.restore(draft.files);
    if (hasWork || readDraft(scope)) onWake();
  });
  useEffect(() => begin.current(), []);

  function setFiles(files: readonly UploadedFile[]) {
    attached.clear();
    attached.restore(files);
  }

  function send() {
    wantsToSend.current = true;
    if (writing.current) writing.current.send();
    else onWake();
  }

  function insert(text: string, templateId: string) {
    const area = input.current;
    setIsPicking(false);
    if (!area) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    write({ ...written, body: area.value, templateId });
    area.focus();
  }

  return (
    <>
      {isAwake && (
        <Suspense>
          <DeskWriting
            ref={writing}
            wantsToSend={wantsToSend}
            scope={scope}
            ticketId={ticketId}
            mode={mode}
            draft={draft}
            sending={sending}
            knownIds={knownIds}
            messageKey={key}
            onKey={setKey}
            written={written}
            onWrite={write}
            files={attached.files}
            onFiles={setFiles}
            isBusy={attached.isBusy}
            isShown={isShown}
            form={form}
            input={input}
            onMark={setMark}
            onSendPlainly={plainAction}
            texts={texts.writing}
          />
        </Suspense>
      )}
      <div hidden={!isShown}>
        <MessageForm
          form={form}
          input={input}
          action={plainAction}
          body={written.body}
          onBody={(body) => write({ ...written, body })}
          onSend={send}
          attached={attached}
          texts={texts}
          isNote={mode === "note"}
          header={header}
          fault={
            state.status === "error" ? (state.error.fields?.body?.[0] ?? state.error.message) : undefined
          }
          mark={written.body === "" && attached.files.length === 0 ? "" : mark}
          tools={
            <>
              <IconButton
                label={texts.templates}
                shortcut="T"
                aria-keyshortcuts="t"
                icon={<FileText aria-hidden />}
                onClick={() => setIsPicking(true)}
              />
              <IconButton
                label={texts.assist.menu}
                icon={<Sparkles aria-hidden />}
                onClick={() => setIsAssisting(true)}
              />
            </>
          }
          fields={
            afterReply && (
              <>
                <label htmlFor={`${ticketId}-after`} className="text-fg-muted text-sm max-md:sr-only">
                  {texts.after}
                </label>
                <Select
                  id={`${ticketId}-after`}
                  name="status"
                  controlSize="sm"
                  options={afterReply}
                  value={written.status || (afterReply[0]?.value ?? "")}
                  onChange={(event) => write({ ...written, status: event.currentTarget.value })}
                  className="min-w-0 max-sm:w-36"
                />
              </>
            )
          }
        >
          <input type="hidden" name="ticketId" value={ticketId} />
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="mode" value={mode} />
          {mode === "note" && <input type="hidden" name="internal" value="true" />}
          {written.templateId && <input type="hidden" name="templateId" value={written.templateId} />}
          {readUntil && <input type="hidden" name="readUntil" value={readUntil} />}
        </MessageForm>
      </div>
      {isAssisting && (
        <Suspense>
          <AssistDialog
            ticketId={ticketId}
            mode={mode}
            written={written.body}
            texts={texts.assist}
            onClose={() => setIsAssisting(false)}
          />
        </Suspense>
      )}
      {isPicking && (
        <Suspense>
          <TemplatePicker
            ticketId={ticketId}
            category={category}
            texts={texts.writing.picker}
            onPick={insert}
            onClose={() => setIsPicking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
