"use client";

import {
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { UploadedFile } from "@/components/tickets/upload-request";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import { idle } from "@/lib/core/action-state";
import type { AppError } from "@/lib/core/errors";
import { sendDraftAction } from "@/lib/tickets/draft-actions";
import type { DraftMode, TicketDraft } from "@/lib/tickets/draft-types";
import type { Written } from "./desk-editor";
import { contentOf, createDraftKeeper, type DraftContent, type DraftState, isSame } from "./draft-keeper";
import { draftServer } from "./draft-server";
import { SendingList, type SendingTexts } from "./sending-list";
import type { TemplatePickerTexts } from "./template-picker";
import { type Outgoing, useSending } from "./use-sending";
import { type Notice, WritingNotice, type WritingNoticeTexts } from "./writing-notice";

export type DeskWritingTexts = SendingTexts &
  WritingNoticeTexts & {
    saved: string;
    /** Kept by the browser while the server cannot be reached. */
    kept: string;
    picker: TemplatePickerTexts;
  };

export type WritingHandle = { send: () => void };

export type DeskWritingProps = {
  ref: Ref<WritingHandle>;
  /** Somebody pressed the button before this was there. */
  wantsToSend: RefObject<boolean>;
  /** Under which this browser keeps what the server does not have yet. */
  scope: string;
  ticketId: string;
  mode: DraftMode;
  draft: TicketDraft | null;
  sending: readonly TicketDraft[];
  knownIds: readonly string[];
  messageKey: string;
  onKey: (key: string) => void;
  written: Written;
  onWrite: (written: Written) => void;
  files: readonly UploadedFile[];
  onFiles: (files: readonly UploadedFile[]) => void;
  isBusy: boolean;
  isShown: boolean;
  form: RefObject<HTMLFormElement | null>;
  input: RefObject<HTMLTextAreaElement | null>;
  onMark: (mark: string) => void;
  onSendPlainly: (form: FormData) => void;
  texts: DeskWritingTexts;
};

/** Whatever is between double braces: a variable of a template that nobody filled in. */
const VARIABLE = /\{\{[^{}\n]*\}\}/g;

/**
 * What makes writing safe: the draft on the server and, while that cannot be reached, in this browser; ten
 * seconds to take a message back; and the word that something stands against sending it.
 */
export default function DeskWriting(props: DeskWritingProps): ReactNode {
  const { ticketId, mode, draft, written, onWrite, files, onFiles, form, input, onMark, onKey, texts } =
    props;
  const [state, setState] = useState<DraftState>("saved");
  const [notice, setNotice] = useState<Notice | null>(null);
  const [keeper] = useState(() => createDraftKeeper(draft, draftServer(ticketId, mode), setState));
  const content = contentNow(written, files);
  const latest = useRef({ written, files, key: props.messageKey });
  latest.current = { written, files, key: props.messageKey };
  const failed = useRef<{ key: string; content: DraftContent; form: FormData } | null>(null);

  const local = useDraft(props.scope, (kept) => {
    const body = kept.values.body ?? "";
    if (body === (draft?.body ?? "") || written.body !== (draft?.body ?? "")) return;
    onKey(kept.key);
    onWrite({ body, status: kept.values.status ?? "", templateId: kept.values.templateId || null });
    onFiles(kept.files);
    if (kept.values.version !== String(draft?.version ?? "")) keeper.clash(draft);
  });

  const keep = useEffectEvent(() => {
    keeper.change(content);
    if (!keeper.isDirty()) return local.clear(props.messageKey);
    const { body, status, templateId } = written;
    const values = { body, status, templateId: templateId ?? "", version: String(keeper.version() ?? "") };
    local.save({ key: props.messageKey, values, files });
  });
  const fingerprint = JSON.stringify(content);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fingerprint stands for what is written
  useEffect(() => keep(), [fingerprint]);

  const follow = useEffectEvent(() => {
    // What was typed before this was there is not known to it yet.
    if (state === "saved" && keeper.isDirty()) return;
    if (state === "saved") local.clear(props.messageKey);
    if (state === "conflict") setNotice({ kind: "conflict", theirs: keeper.theirs() ?? null });
    onMark(state === "saved" ? texts.saved : state === "unreachable" ? texts.kept : "");
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the state
  useEffect(() => follow(), [state]);

  useEffect(() => {
    const leave = () => {
      if (document.hidden) void keeper.flush();
    };
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      void keeper.flush().finally(keeper.pause);
    };
  }, [keeper]);

  // Whoever goes on writing has read what was said of it.
  useEffect(() => {
    const field = input.current;
    const move = () => setNotice((now) => (now?.kind === "conflict" ? now : null));
    field?.addEventListener("input", move);
    return () => field?.removeEventListener("input", move);
  }, [input]);

  // Another device saved something while nothing was changed here.
  const arrive = useEffectEvent(() => {
    if (!draft) return;
    if (draft.returned) setNotice({ kind: "returned", hint: draft.returned.hint });
    if (draft.version <= (keeper.version() ?? 0) || keeper.isDirty()) return;
    show(draft);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version is one content
  useEffect(() => arrive(), [draft?.version]);

  /** Makes a draft of the server what stands here. */
  function show(given: TicketDraft | null) {
    keeper.adopt(given);
    const { body, status, templateId } = contentOf(given);
    onWrite({ body, status: status ?? "", templateId });
    onFiles(given?.files ?? []);
  }

  /** What was taken back or could not be sent stands here again, together with what was begun meanwhile. */
  function takeBack(given: TicketDraft) {
    const mine = latest.current.written.body;
    show(given);
    if (mine.trim() !== "" && !given.body.includes(mine)) {
      onWrite({ ...latest.current.written, body: `${given.body}\n\n${mine}` });
    }
    onKey(newDraftKey());
    setNotice(given.returned && { kind: "returned", hint: given.returned.hint });
    input.current?.focus();
  }

  const outgoing = useSending(props.sending, props.knownIds, {
    beforeUndo: () => keeper.flush(),
    onBack: takeBack,
    onLate: () => setNotice({ kind: "late" }),
  });

  // Sent from another tab: what stands here is what is on its way.
  const clearEcho = useEffectEvent(() => {
    const isEcho = props.sending.some(
      (one) => !outgoing.knows(one.id) && isSame(contentOf(one), { ...content, status: one.status }),
    );
    if (!isEcho || draft || (keeper.isDirty() && !failed.current)) return;
    failed.current = null;
    show(null);
    setNotice(null);
    onKey(newDraftKey());
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks at what arrives
  useEffect(() => clearEcho(), [props.sending]);

  async function send(anyway = false) {
    props.wantsToSend.current = false;
    const body = written.body.trim();
    if (props.isBusy || body === "" || !form.current) return;
    const variables = [...new Set(body.match(VARIABLE))];
    if (variables.length > 0 && !anyway) return setNotice({ kind: "variables", variables });
    const before = failed.current?.key === props.messageKey ? failed.current : null;
    const isRetry = before !== null && isSame(before.content, content);
    // The very same once more: the server recognises it if the first one did arrive.
    const data = isRetry ? before.form : new FormData(form.current);
    if (notice?.kind === "failed" && notice.error?.reason === "newer_message") data.delete("readUntil");
    const message: Outgoing = {
      key: props.messageKey,
      body,
      files: files.map(({ fileName }) => fileName),
      state: "queueing",
      draftId: null,
      deadline: 0,
    };
    const sent = { written, files, content };
    outgoing.add(message);
    setNotice(null);
    local.flush();
    onWrite({ body: "", status: "", templateId: null });
    onFiles([]);
    onKey(newDraftKey());
    const version = await keeper.hold();
    if (!isRetry && version !== null) data.set("version", String(version));
    const answer = await sendDraftAction(idle, data).catch(() => null);
    if (answer?.status === "ok") {
      failed.current = null;
      local.clear(message.key);
      keeper.release(true);
      return outgoing.queued(message.key, answer.data);
    }
    const error = answer?.status === "error" ? answer.error : null;
    keeper.release(false);
    outgoing.remove(message.key);
    putBack(message, sent, data, error);
  }

  function putBack(
    message: Outgoing,
    sent: { written: Written; files: readonly UploadedFile[]; content: DraftContent },
    data: FormData,
    error: AppError | null,
  ) {
    const begun = latest.current;
    const body = begun.written.body.trim()
      ? `${sent.written.body}\n\n${begun.written.body}`
      : sent.written.body;
    onWrite({ ...sent.written, body });
    onFiles([...sent.files, ...begun.files]);
    // The first one had been sent after all, and what stands here has other words.
    const isReused = error?.reason === "idempotency_key_reused";
    onKey(isReused ? newDraftKey() : message.key);
    failed.current = isReused ? null : { key: message.key, content: sent.content, form: data };
    setNotice({ kind: isReused ? "twice" : "failed", error });
  }

  useImperativeHandle(props.ref, () => ({ send: () => void send() }));
  const begin = useEffectEvent(() => {
    if (props.wantsToSend.current) void send();
  });
  useEffect(() => begin(), []);

  const undoLast = useCallback(
    (event: KeyboardEvent) => {
      const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const field = event.target instanceof HTMLElement && event.target.closest("input, textarea");
      const isTyping = field && (field as HTMLTextAreaElement).value !== "";
      if (isUndo && !isTyping && outgoing.undoLast()) event.preventDefault();
    },
    [outgoing.undoLast],
  );
  useEffect(() => {
    addEventListener("keydown", undoLast);
    return () => removeEventListener("keydown", undoLast);
  }, [undoLast]);

  return (
    <>
      <SendingList
        messages={outgoing.messages}
        isNote={mode === "note"}
        texts={texts}
        onUndo={outgoing.undo}
        onSendNow={outgoing.deliver}
      />
      {notice && props.isShown && (
        <WritingNotice
          notice={notice}
          texts={texts}
          onSend={() => void send(true)}
          onKeepMine={() => {
            setNotice(null);
            void keeper.insist();
          }}
          onUseTheirs={(theirs) => {
            setNotice(null);
            show(theirs);
          }}
          onDismiss={() => setNotice(null)}
        />
      )}
    </>
  );
}

function contentNow(written: Written, files: readonly UploadedFile[]): DraftContent {
  return {
    body: written.body,
    status: (written.status || null) as DraftContent["status"],
    templateId: written.templateId,
    attachmentIds: files.map(({ id }) => id),
  };
}
