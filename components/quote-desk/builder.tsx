"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Eye, Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { formatMoney } from "@/lib/core/money";
import { type BuilderFields, readBuilder } from "@/lib/quotes/builder-draft";
import { sendQuoteAction } from "@/lib/quotes/desk-actions";
import { BuilderLines, type BuilderLinesTexts, MAX_LINES, type Wishes } from "./builder-lines";
import { BuilderTotals, type BuilderTotalsTexts } from "./builder-totals";
import type { ConflictTexts } from "./conflict-notice";
import { SaveMark, type SaveMarkTexts } from "./save-mark";
import type { SendDialogTexts } from "./send-dialog";
import { useBuilder } from "./use-builder";
import type { ServerDraft } from "./use-draft-sync";
import { ValidityField, type ValidityFieldTexts } from "./validity-field";

const SendDialog = lazy(() => import("./send-dialog"));
const ConflictNotice = lazy(() => import("./conflict-notice"));

export type BuilderTexts = BuilderLinesTexts &
  Record<
    | "title"
    | "note"
    | "noteHint"
    | "terms"
    | "termsHint"
    | "optional"
    | "add"
    | "send"
    | "preview"
    | "nothing",
    string
  > & {
    totals: BuilderTotalsTexts;
    validity: ValidityFieldTexts;
    save: SaveMarkTexts;
    conflict: ConflictTexts;
    dialog: SendDialogTexts;
    leftover: Record<"title" | "body" | "restore" | "discard", string>;
    /** By field and fault: `quantity.invalid`. */
    faults: Record<string, string>;
  };

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
  const router = useRouter();
  const [isLeaving, startLeaving] = useTransition();
  /** Null until somebody wants to send: the dialog is not loaded before. */
  const [isSending, setIsSending] = useState<boolean | null>(null);
  const builder = useBuilder({ quoteId, scope, currency, fields, server, network: texts.save.network });
  const { head, change, lines, read, sync, canSend } = builder;
  const faultOf = (name: string) => {
    const fault = read.faults.get(name);
    return fault && texts.faults[`${name.split(".").at(-1)}.${fault}`];
  };

  /** The preview is of what the server has. */
  function preview() {
    startLeaving(async () => {
      if ((await sync.push()) !== null) router.push(previewHref, { scroll: false });
    });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside
    <div
      ref={builder.root}
      className="rounded-lg border bg-paper"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !canSend) return;
        event.preventDefault();
        setIsSending(true);
      }}
    >
      {sync.state.kind === "conflict" && sync.hasTheirs && (
        <Suspense>
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
        </Suspense>
      )}
      {builder.leftover && (
        <Banner
          tone="info"
          title={texts.leftover.title}
          className="m-3"
          actions={
            <>
              <Button size="sm" onClick={builder.forget}>
                {texts.leftover.discard}
              </Button>
              <Button size="sm" onClick={builder.restore}>
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
      <BuilderLines
        lines={lines}
        nets={read.nets}
        fault={faultOf}
        wishes={wishes}
        currency={currency}
        locale={locale}
        texts={texts}
      />
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
      <footer className="bottom-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-lg border-t bg-canvas px-4 py-2.5 sm:sticky sm:max-lg:bottom-[var(--tab-bar,0px)]">
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
      {isSending !== null && (
        <Suspense>
          <SendDialog
            open={isSending}
            quoteId={quoteId}
            version={nextVersion}
            total={read.totals && formatMoney({ amount: read.totals.total, currency }, locale)}
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
