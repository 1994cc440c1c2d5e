"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { type ActionState, idle, typed } from "@/lib/core/action-state";
import { MessageForm, type MessageFormTexts } from "./message-form";
import { Outbox, type OutboxTexts, type OutgoingMessage } from "./outbox";
import type { UploadedFile } from "./upload-request";
import type { TrayTexts } from "./upload-tray";
import { useAttachments } from "./use-attachments";
import { newDraftKey, useDraft } from "./use-draft";

export type SendAction = (
  previous: ActionState<{ id: string }>,
  form: FormData,
) => Promise<ActionState<{ id: string }>>;

/** All the words of the composer, looked up on the server; see `composerTexts`. */
export type ComposerTexts = OutboxTexts & MessageFormTexts & { saved: string; tray: TrayTexts };

/**
 * Where a customer writes. What is sent appears at once and stays, with a
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
  className?: string;
}) {
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [state, plainAction] = useActionState(action, idle);
  const [body, setBody] = useState(typed(state, "body") ?? "");
  const [key, setKey] = useState(formKey);
  const [outgoing, setOutgoing] = useState<readonly OutgoingMessage[]>([]);
  const attached = useAttachments(ticketId, texts.tray, (files) => keep(body, files));
  const draft = useDraft(`${authorId}:${ticketId}`, (kept) => {
    setKey(kept.key);
    // What was typed before the script arrived is newer.
    setBody(input.current?.value || (kept.values.body ?? ""));
    attached.restore(kept.files);
  });

  function keep(text: string, files: readonly UploadedFile[] = attached.files) {
    draft.save({ key, values: { body: text }, files });
  }

  async function deliver(message: OutgoingMessage) {
    const update = (to: Partial<OutgoingMessage>) =>
      setOutgoing((all) => all.map((one) => (one.key === message.key ? { ...one, ...to } : one)));
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
      <MessageForm
        form={form}
        input={input}
        action={plainAction}
        body={body}
        onBody={(text) => {
          setBody(text);
          keep(text);
        }}
        onSend={send}
        attached={attached}
        texts={texts}
        fault={state.status === "error" ? (state.error.fields?.body?.[0] ?? state.error.message) : undefined}
        mark={draft.isSaved && (body !== "" || attached.files.length > 0) ? texts.saved : ""}
      >
        <input type="hidden" name="ticketId" value={ticketId} />
        <input type="hidden" name="key" value={key} />
      </MessageForm>
    </div>
  );
}
