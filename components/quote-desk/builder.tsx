"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState, useTransition } from "react";
import { newRowKey, useRows } from "@/components/quotes/use-rows";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Eye, Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { formatMoney } from "@/lib/core/money";
import {
  type BuilderFields,
  type BuilderRow,
  blankRow,
  draftText,
  readBuilder,
} from "@/lib/quotes/builder-draft";
import { saveDraftAction, sendQuoteAction } from "@/lib/quotes/desk-actions";
import type { QuoteChange } from "@/lib/quotes/types";
import { BUILDER_GRID, BuilderLine, type BuilderRowTexts } from "./builder-row";
import { BuilderTotals, type BuilderTotalsTexts } from "./builder-totals";
import { ConflictNotice, type ConflictTexts } from "./conflict-notice";
import { LineWish, type LineWishTexts } from "./line-wish";
import { SaveMark, type SaveMarkTexts } from "./save-mark";
import type { SendDialogTexts } from "./send-dialog";
import { type ServerDraft, useDraftSync } from "./use-draft-sync";
import { ValidityField, type ValidityFieldTexts } from "./validity-field";

const SendDialog = lazy(() => import("./send-dialog"));

const MAX_LINES = 500;

export type BuilderTexts = Record<
  | "title"
  | "note"
  | "noteHint"
  | "terms"
  | "termsHint"
  | "optional"
  | "add"
  | "lines"
  | "moved"
  | "send"
  | "preview"
  | "nothing",
  string
> & {
  row: BuilderRowTexts;
  totals: BuilderTotalsTexts;
  validity: ValidityFieldTexts;
  save: SaveMarkTexts;
  conflict: ConflictTexts;
  wish: LineWishTexts;
  dialog: SendDialogTexts;
  leftover: Record<"title" | "body" | "restore" | "discard", string>;
  /** By field and fault: `quantity.invalid`. */
  faults: Record<string, string>;
};

/** What the customer asked to change, by the key of the line. */
export type Wishes = Record<string, QuoteChange>;

/** The next version of a quote while it is written: lines, sums, validity and words, kept as they are typed. */
export function QuoteBuilder({
  quoteId,
  scope,
  currency,
  locale,
  timeZone,
  fields,
  server,
  editorName,
  wishes,
  nextVersion,
  previewHref,
  secondary,
  texts,
}: {
  quoteId: string;
  /** Names what this browser keeps, in case the server cannot be reached. */
  scope: string;
  currency: string;
  locale: string;
  /** The customer's: the offer ends with a day there. */
  timeZone: string;
  /** What to begin with: the draft, the last version, or the request. */
  fields: BuilderFields;
  server: ServerDraft;
  /** Who saved the server's draft last. */
  editorName: string | null;
  wishes: Wishes;
  nextVersion: number;
  /** Where it is seen as the customer will see it. */
  previewHref: Route;
  /** What else can be done. */
  secondary: ReactNode;
  texts: BuilderTexts;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [head, setHead] = useState(fields.head);
  const [said, say] = useState("");
  /** Null until somebody wants to send: the dialog is not loaded before. */
  const [isSending, setIsSending] = useState<boolean | null>(null);
  const dragged = useRef<string | null>(null);
  const router = useRouter();
  const [isLeaving, startLeaving] = useTransition();
  const lines = useRows<BuilderRow>(
    root,
    () => withOneRow(fields.rows),
    (rows) => blankRow({ key: newRowKey(), taxRate: lastRate(rows) }),
  );
  const read = readBuilder({ head, rows: lines.rows }, currency);
  const hasFaults = read.faults.size > 0;
  const sync = useDraftSync({
    quoteId,
    server,
    draft: read.draft,
    hasFaults,
    save: saveDraftAction,
    onTake: () => show(fields),
    network: texts.save.network,
  });

  function show({ head: nextHead, rows }: BuilderFields) {
    setHead(nextHead);
    lines.setRows(withOneRow(rows));
    sync.begin(draftText(readBuilder({ head: nextHead, rows }, currency).draft));
  }

  // What could not reach the server waits in this browser. It goes on by itself where nothing happened
  // meanwhile; otherwise somebody decides.
  const [backupKey] = useState(newDraftKey);
  const [leftover, setLeftover] = useState<BuilderFields | null>(null);
  const restore = (kept: BuilderFields) => {
    setHead(kept.head);
    lines.setRows(withOneRow(kept.rows));
  };
  const backup = useDraft(scope, ({ key, values }) => {
    const kept = parse(values.fields);
    if (!kept) backup.clear(key);
    else if (values.revision === String(server.revision)) restore(kept);
    else setLeftover(kept);
  });
  const content = JSON.stringify({ head, rows: lines.rows });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is written, and whether it is kept
  useEffect(() => {
    const values = { fields: content, revision: String(sync.revision) };
    if (sync.isDirty) backup.save({ key: backupKey, values, files: [] });
    else backup.clear(backupKey);
  }, [content, sync.isDirty, sync.revision]);

  const money = (amount: number) => formatMoney({ amount, currency }, locale);
  const faultOf = (name: string) => {
    const fault = read.faults.get(name);
    return fault && texts.faults[`${name.split(".").at(-1)}.${fault}`];
  };
  const change = (part: Partial<BuilderFields["head"]>) => setHead((before) => ({ ...before, ...part }));

  function move(row: BuilderRow, by: -1 | 1, part: string) {
    const to = lines.move(row.key, by, part);
    if (to) say(texts.moved.replace("{position}", String(to)).replace("{count}", String(lines.rows.length)));
  }

  function dragOver(key: string) {
    const from = lines.rows.findIndex((row) => row.key === dragged.current);
    const to = lines.rows.findIndex((row) => row.key === key);
    const row = lines.rows[from];
    if (row && to >= 0 && from !== to) lines.setRows(lines.rows.toSpliced(from, 1).toSpliced(to, 0, row));
  }

  /** The preview is what the server has. */
  function preview() {
    startLeaving(async () => {
      if ((await sync.push()) !== null) router.push(previewHref, { scroll: false });
    });
  }

  const canSend = !hasFaults && read.draft.items.length > 0 && sync.state.kind !== "conflict";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside
    <div
      ref={root}
      className="rounded-lg border bg-paper"
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && canSend) {
          event.preventDefault();
          setIsSending(true);
        }
      }}
    >
      {sync.state.kind === "conflict" && sync.hasTheirs && (
        <ConflictNotice
          mine={read}
          theirs={readBuilder(fields, currency)}
          editorName={editorName}
          currency={currency}
          locale={locale}
          texts={texts.conflict}
          onTake={sync.takeTheirs}
          onKeep={sync.keepMine}
        />
      )}
      {leftover && (
        <Banner
          tone="info"
          title={texts.leftover.title}
          className="m-3"
          actions={
            <>
              <Button size="sm" onClick={() => setLeftover(null)}>
                {texts.leftover.discard}
              </Button>
              <Button
                size="sm"
                onClick={() => {
                  restore(leftover);
                  setLeftover(null);
                }}
              >
                {texts.leftover.restore}
              </Button>
            </>
          }
        >
          {texts.leftover.body}
        </Banner>
      )}
      <div className="flex flex-wrap items-start gap-3 px-4 pt-3 pb-4">
        <Field name="title" label={texts.title} className="min-w-0 flex-1 basis-64">
          {(control) => (
            <Input
              {...control}
              controlSize="sm"
              maxLength={200}
              value={head.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
          )}
        </Field>
        <ValidityField
          value={head.validUntil}
          timeZone={timeZone}
          locale={locale}
          texts={texts.validity}
          onChange={(validUntil) => change({ validUntil })}
        />
      </div>
      <div className="@container border-t">
        <div
          aria-hidden
          className={`hidden border-b px-2 py-1.5 text-end text-fg-muted text-xs ${BUILDER_GRID}`}
        >
          <span />
          <span className="ps-3 text-start">{texts.row.description}</span>
          {(["quantity", "unitPrice", "taxRate", "discount"] as const).map((field) => (
            <span key={field} className="pe-2">
              {texts.row[field]}
            </span>
          ))}
          <span>{texts.row.amount}</span>
          <span />
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a container of its columns */}
        <div role="group" aria-label={texts.lines}>
          {lines.rows.map((row, index) => {
            const net = read.nets.get(row.key);
            const wish = row.lineKey ? wishes[row.lineKey] : undefined;
            return (
              <BuilderLine
                key={row.key}
                row={row}
                position={index + 1}
                isFirst={index === 0}
                isLast={index === lines.rows.length - 1}
                amount={net === undefined ? "" : money(net)}
                currency={currency}
                fault={(field) => faultOf(`${row.key}.${field}`)}
                locale={locale}
                texts={texts.row}
                drag={{
                  start: () => {
                    dragged.current = row.key;
                  },
                  over: () => dragOver(row.key),
                  end: () => {
                    dragged.current = null;
                  },
                }}
                commands={{
                  change: (part) => lines.update(row.key, part),
                  enter: (part) =>
                    index === lines.rows.length - 1
                      ? lines.add(row.key, "description", MAX_LINES)
                      : lines.goDown(row.key, part, MAX_LINES),
                  move: (by, part) => move(row, by, part),
                  duplicate: () =>
                    lines.setRows(
                      lines.rows.toSpliced(index + 1, 0, { ...row, key: newRowKey(), lineKey: null }),
                    ),
                  remove: () => lines.remove(row.key, "description"),
                }}
                wish={
                  wish && (
                    <LineWish
                      wish={wish}
                      quantity={row.quantity}
                      texts={texts.wish}
                      onApply={(quantity) =>
                        quantity === 0
                          ? lines.remove(row.key, "description")
                          : lines.update(row.key, { quantity: String(quantity) })
                      }
                    />
                  )
                }
              />
            );
          })}
        </div>
      </div>
      <div className="flex flex-wrap items-start justify-between gap-4 px-4 py-3">
        <Button
          variant="ghost"
          icon={<Plus aria-hidden />}
          className="-ms-2"
          disabled={lines.rows.length >= MAX_LINES}
          onClick={() => lines.add(null, "description", MAX_LINES)}
        >
          {texts.add}
        </Button>
        <BuilderTotals
          totals={read.totals}
          discount={head.discount}
          fault={faultOf("head.discount")}
          currency={currency}
          locale={locale}
          texts={texts.totals}
          onDiscount={(discount) => change({ discount })}
        />
      </div>
      <div className="grid gap-4 border-t px-4 py-4 sm:grid-cols-2">
        {(["note", "terms"] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={texts[name]}
            hint={texts[`${name}Hint`]}
            optionalLabel={texts.optional}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                maxLength={5000}
                className="text-sm!"
                value={head[name]}
                onChange={(event) => change({ [name]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <footer className="bottom-0 z-10 flex sm:sticky sm:max-lg:bottom-[var(--tab-bar,0px)] flex-wrap items-center gap-x-3 gap-y-2 rounded-b-lg border-t bg-canvas px-4 py-2.5">
        <SaveMark state={sync.state} texts={texts.save} onRetry={() => void sync.push()} />
        <span className="ms-auto flex flex-wrap items-center justify-end gap-2">
          {secondary}
          <Button
            icon={<Eye aria-hidden />}
            pending={isLeaving}
            aria-disabled={!canSend || undefined}
            onClick={preview}
          >
            {texts.preview}
          </Button>
          <Button
            variant="primary"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+Enter"
            data-tooltip={canSend ? undefined : texts.nothing}
            aria-disabled={!canSend || undefined}
            onClick={() => setIsSending(true)}
          >
            {texts.send}
          </Button>
        </span>
      </footer>
      <span role="status" className="sr-only">
        {said}
      </span>
      {isSending !== null && (
        <Suspense>
          <SendDialog
            open={isSending}
            quoteId={quoteId}
            version={nextVersion}
            total={read.totals && money(read.totals.total)}
            validUntil={head.validUntil}
            unpriced={lines.rows.filter((row) => row.description && !row.unitPrice.trim()).length}
            locale={locale}
            action={sendQuoteAction}
            save={sync.push}
            texts={texts.dialog}
            onClose={() => setIsSending(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function withOneRow(rows: BuilderRow[]): BuilderRow[] {
  return rows.length > 0 ? rows : [blankRow({ key: "first", taxRate: "15" })];
}

/** What the line before pays is the best guess for a new one. */
function lastRate(rows: readonly BuilderRow[]): string {
  return rows.at(-1)?.taxRate ?? "15";
}

function parse(text: string | undefined): BuilderFields | null {
  try {
    const fields = JSON.parse(text ?? "null") as BuilderFields | null;
    return fields?.head && Array.isArray(fields.rows) ? fields : null;
  } catch {
    return null;
  }
}
