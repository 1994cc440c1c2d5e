"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Composer, type ComposerTexts } from "@/components/tickets/composer";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Lock, Reply } from "@/components/ui/icons";
import { Select, type SelectOption } from "@/components/ui/select";
import { sendMessageAction } from "@/lib/tickets/desk-actions";

const KINDS = ["reply", "note"] as const;
type Kind = (typeof KINDS)[number];

export type DeskComposerTexts = Record<Kind, ComposerTexts> & {
  tabs: Record<Kind, string>;
  /** Who will read it, in a sentence. */
  audience: Record<Kind, string>;
  kind: string;
  after: string;
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
  formKeys: Record<Kind, string>;
  knownIds: readonly string[];
  latest: LatestMessage | null;
  canReply: boolean;
  /** Where a reply may leave the ticket, the usual first. */
  afterReply: readonly SelectOption[];
  texts: DeskComposerTexts;
  className?: string;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<Kind>("reply");
  const kind = canReply ? chosen : "note";
  const [hasNote, setHasNote] = useState(false);
  const [read, setRead] = useState(latest);

  const fields = () => Array.from(root.current?.querySelectorAll("textarea") ?? []);

  // Somebody who is not writing sees what arrives; what they write afterwards knows of it.
  const arrive = useEffectEvent(() => {
    if (latest?.isOwn || fields().every((field) => field.value === "")) setRead(latest);
  });
  useEffect(() => {
    if (latest?.id) arrive();
  }, [latest?.id]);

  function write(to: Kind) {
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
    <fieldset className="flex flex-wrap items-center gap-x-1 gap-y-0.5 px-2 pt-2">
      <legend className="sr-only">{texts.kind}</legend>
      {KINDS.filter((one) => one === "note" || canReply).map((one) => (
        <Tab key={one} kind={one} isOn={one === kind} onChoose={() => write(one)}>
          {texts.tabs[one]}
        </Tab>
      ))}
      <p
        className={cx(
          "ms-auto truncate px-2.5 text-sm max-sm:ms-0 max-sm:basis-full",
          kind === "note" ? "font-medium text-warning-text" : "text-fg-muted",
        )}
      >
        {texts.audience[kind]}
      </p>
    </fieldset>
  );
  const common = { action: sendMessageAction, ticketId, authorId, knownIds, header: tabs };

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
      {canReply && (
        <div hidden={kind !== "reply"}>
          <Composer {...common} formKey={formKeys.reply} texts={texts.reply}>
            {read && <input type="hidden" name="readUntil" value={read.at} />}
            <label htmlFor={`${ticketId}-after`} className="text-fg-muted text-sm max-md:sr-only">
              {texts.after}
            </label>
            <Select
              id={`${ticketId}-after`}
              name="status"
              controlSize="sm"
              options={afterReply}
              className="min-w-0 max-sm:w-36"
            />
          </Composer>
        </div>
      )}
      {(hasNote || !canReply) && (
        <div hidden={kind !== "note"}>
          <Composer {...common} isNote formKey={formKeys.note} texts={texts.note} />
        </div>
      )}
    </div>
  );
}

function Tab({
  kind,
  isOn,
  onChoose,
  children,
}: {
  kind: Kind;
  isOn: boolean;
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
    </button>
  );
}
