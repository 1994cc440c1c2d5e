"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Lock, Reply } from "@/components/ui/icons";
import type { SelectOption } from "@/components/ui/select";
import { DRAFT_MODES, type DraftMode, type TicketDrafts } from "@/lib/tickets/draft-types";
import { DeskEditor, type DeskEditorTexts } from "./desk-editor";
import { useSignOfLife } from "./use-sign-of-life";

export type DeskComposerTexts = Record<DraftMode, DeskEditorTexts> & {
  tabs: Record<DraftMode, string>;
  /** Who will read it, in a sentence. */
  audience: Record<DraftMode, string>;
  /** Said of a tab behind which something is begun. */
  begun: string;
  kind: string;
  newer: string;
  show: string;
};

/** The latest message of the thread, and what is said when it came while an answer was being written. */
export type LatestMessage = { id: string; at: string; isOwn: boolean; arrived: string };

/**
 * Where staff write: to the customer, or for colleagues alone. Each kind has its own draft, files and
 * look, and says who will read it. What arrives meanwhile is pointed out before anything is sent.
 */
export function DeskComposer({
  ticketId,
  authorId,
  category,
  drafts,
  formKeys,
  knownIds,
  latest,
  canReply,
  afterReply,
  texts,
  className,
}: {
  ticketId: string;
  authorId: string;
  category: string;
  /** What its author has begun on the ticket, on whatever device. */
  drafts: TicketDrafts;
  formKeys: Record<DraftMode, string>;
  knownIds: readonly string[];
  latest: LatestMessage | null;
  canReply: boolean;
  /** Where a reply may leave the ticket, the usual first. */
  afterReply: readonly SelectOption[];
  texts: DeskComposerTexts;
  className?: string;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<DraftMode>("reply");
  const isSending = (mode: DraftMode) => drafts.sending.some((one) => one.mode === mode);
  // What was begun stays in view also when the ticket was closed meanwhile.
  const hasReply = canReply || drafts.reply !== null || isSending("reply");
  const kind = hasReply ? chosen : "note";
  const [hasNote, setHasNote] = useState(drafts.note !== null || isSending("note"));
  const [isAwake, wake] = useSignOfLife();
  const [read, setRead] = useState(latest);

  const fields = () => Array.from(root.current?.querySelectorAll("textarea") ?? []);

  // Somebody who is not writing sees what arrives; what they write afterwards knows of it.
  const arrive = useEffectEvent(() => {
    if (latest?.isOwn || fields().every((field) => field.value === "")) setRead(latest);
  });
  useEffect(() => {
    if (latest?.id) arrive();
  }, [latest?.id]);

  function write(to: DraftMode) {
    // At once: what is typed next is meant for that field, and not for the keys of the page.
    flushSync(() => {
      choose(to);
      // From its first use on it stays, with what was written and what is being uploaded.
      if (to === "note") setHasNote(true);
    });
    const field = fields().find((one) => one.checkVisibility());
    field?.focus();
  }

  function showLatest() {
    setRead(latest);
    document.getElementById(`m-${latest?.id}`)?.scrollIntoView({ block: "center" });
  }

  const tabs = (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-x-1 gap-y-0.5 px-2 pt-2">
      <legend className="sr-only">{texts.kind}</legend>
      {DRAFT_MODES.filter((one) => one === "note" || hasReply).map((one) => (
        <Tab
          key={one}
          kind={one}
          isOn={one === kind}
          begun={one !== kind && drafts[one] ? texts.begun : undefined}
          onChoose={() => write(one)}
        >
          {texts.tabs[one]}
        </Tab>
      ))}
      <p
        className={cx(
          "ms-auto min-w-0 truncate px-2.5 text-sm max-sm:ms-0 max-sm:basis-full",
          kind === "note" ? "font-medium text-warning-text" : "text-fg-muted",
        )}
      >
        {texts.audience[kind]}
      </p>
    </fieldset>
  );
  const editor = (mode: DraftMode) => ({
    ticketId,
    authorId,
    category,
    mode,
    knownIds,
    isShown: mode === kind,
    isAwake,
    onWake: wake,
    formKey: formKeys[mode],
    draft: drafts[mode],
    sending: drafts.sending.filter((one) => one.mode === mode),
    header: tabs,
    texts: texts[mode],
  });

  return (
    <div ref={root} className={className}>
      {latest && read && latest.id !== read.id && (
        <Banner
          tone="warning"
          title={latest.arrived}
          className="mb-2"
          actions={
            <Button size="sm" onClick={showLatest}>
              {texts.show}
            </Button>
          }
        >
          {texts.newer}
        </Banner>
      )}
      {hasReply && <DeskEditor {...editor("reply")} readUntil={read?.at} afterReply={afterReply} />}
      {(hasNote || !hasReply) && <DeskEditor {...editor("note")} />}
    </div>
  );
}

function Tab({
  kind,
  isOn,
  begun,
  onChoose,
  children,
}: {
  kind: DraftMode;
  isOn: boolean;
  begun: string | undefined;
  onChoose: () => void;
  children: ReactNode;
}) {
  const Icon = kind === "note" ? Lock : Reply;
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-keyshortcuts={kind === "note" ? "n" : "r"}
      onClick={onChoose}
      className={cx(
        "flex h-7 items-center gap-1.5 rounded-md px-2.5 font-medium text-sm transition-colors touch:h-10",
        isOn ? "bg-active text-fg" : "text-fg-muted hover:text-fg",
        isOn && kind === "note" && "bg-warning-border/60 text-warning-text",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {children}
      {begun && (
        <span className="size-1.5 rounded-full bg-primary">
          <span className="sr-only">{begun}</span>
        </span>
      )}
    </button>
  );
}
