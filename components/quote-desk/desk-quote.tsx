import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DecisionDialog } from "@/components/quotes/decision-dialog";
import { DecisionForm } from "@/components/quotes/decision-form";
import { QuoteDocument } from "@/components/quotes/quote-document";
import { QuoteStatusBadge } from "@/components/quotes/quote-status";
import { QuoteVersions } from "@/components/quotes/quote-versions";
import type { Reader } from "@/components/quotes/reader";
import type { ValidityTexts } from "@/components/quotes/validity";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { CopyButton } from "@/components/ui/copy-button";
import { CircleX, FileDown, PackagePlus, Pencil, ScanSearch } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { idle } from "@/lib/core/action-state";
import type { BuilderFields } from "@/lib/quotes/builder-draft";
import { builderCurrency, isPrepared, wishesByLine } from "@/lib/quotes/builder-start";
import { convertQuoteAction, startReviewAction, withdrawQuoteAction } from "@/lib/quotes/desk-actions";
import type { QuoteView } from "@/lib/quotes/quote-address";
import type { DraftInput } from "@/lib/quotes/schema";
import type { QuoteAction } from "@/lib/quotes/status";
import type { QuoteRecord } from "@/lib/quotes/types";
import { QuoteBuilder } from "./builder";
import { CommandButton } from "./command-button";
import { DeskStatus } from "./desk-status";
import { QuoteAsked, QuoteSide } from "./quote-side";
import { builderTexts, withdrawTexts } from "./texts";

type Detail = QuoteRecord & { allowedActions: readonly QuoteAction[] };

/** What the address of the page asks for besides a version. */
export type DeskMode = { isRevising: boolean; isPreviewing: boolean };

/** A quote on the desk: the request beside the builder, or beside what was sent. */
export async function DeskQuote({
  quote,
  view,
  mode,
  start,
  viewerId,
  formKey,
  reader,
  texts,
}: {
  quote: Detail;
  view: QuoteView;
  mode: DeskMode;
  start: { fields: BuilderFields; draft: DraftInput | null };
  viewerId: string;
  /** Makes the order that is made of the quote one order. */
  formKey: string;
  reader: Reader;
  texts: ValidityTexts;
}) {
  const t = await getTranslations("quote-desk");
  const words = await getTranslations("quote-pages.status.staff");
  const can = new Set(quote.allowedActions);
  const path = `/admin/quotes/${quote.number}`;
  const isPreviewing = mode.isPreviewing && Boolean(quote.draft);
  const isBuilding = can.has("edit_draft") && (isPrepared(quote) || mode.isRevising) && !isPreviewing;
  return (
    <>
      <PageHeader
        back={{ href: "/admin/quotes" as Route, label: t("list.title") }}
        title={quote.title}
        className="mb-4"
        meta={
          <>
            <span className="flex items-center gap-0.5 font-mono text-xs">
              {quote.number}
              <CopyButton
                text={quote.number}
                label={t("detail.copyNumber")}
                copiedLabel={t("detail.copied")}
                className="-my-1"
              />
            </span>
            <QuoteStatusBadge status={quote.status} audience="staff" label={words(quote.status)} />
            <span>{quote.customerName}</span>
          </>
        }
        actions={<Actions quote={quote} formKey={formKey} isBuilding={isBuilding} path={path} />}
      />
      <div className="grid items-start gap-x-6 gap-y-5 xl:grid-cols-[minmax(0,1fr)_19rem] xl:grid-rows-[auto_1fr]">
        <aside aria-label={t("detail.request")} className="min-w-0 xl:col-start-2 xl:row-start-1">
          <QuoteAsked quote={quote} reader={reader} />
        </aside>
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          <DeskStatus quote={quote} reader={reader} texts={texts} />
          {isBuilding && (
            <QuoteBuilder
              // The next version begins with a builder of its own.
              key={`${quote.id} ${quote.version}`}
              quoteId={quote.id}
              scope={`${viewerId}:quote:${quote.id}:draft`}
              currency={builderCurrency(quote)}
              locale={reader.locale}
              timeZone={quote.timeZone}
              fields={start.fields}
              server={{ revision: quote.revision, draft: start.draft }}
              editorName={quote.events.findLast(({ type }) => type === "draft_saved")?.actorName ?? null}
              wishes={wishesByLine(quote)}
              nextVersion={quote.version + 1}
              previewHref={`${path}?preview=1` as Route}
              secondary={
                !isPrepared(quote) && (
                  <LinkButton href={path as Route} variant="ghost">
                    {t("detail.stopRevising", { version: quote.version })}
                  </LinkButton>
                )
              }
              texts={await builderTexts()}
            />
          )}
          {isPreviewing && quote.draft && (
            <Preview path={path} version={quote.version + 1}>
              <QuoteDocument version={quote.draft} compared={null} reader={reader} pdfHref={null} />
            </Preview>
          )}
          {!isBuilding && !isPreviewing && view.shown && (
            <QuoteDocument
              version={view.shown}
              compared={view.compared}
              reader={reader}
              pdfHref={`/api${path}/pdf?version=${view.shown.version}`}
              versions={<QuoteVersions versions={quote.versions} view={view} path={path} />}
            />
          )}
        </div>
        <aside aria-label={t("detail.side")} className="min-w-0 xl:col-start-2 xl:row-start-2">
          <QuoteSide quote={quote} reader={reader} />
        </aside>
      </div>
    </>
  );
}

async function Actions({
  quote,
  formKey,
  isBuilding,
  path,
}: {
  quote: Detail;
  formKey: string;
  isBuilding: boolean;
  path: string;
}) {
  const t = await getTranslations("quote-desk");
  const can = new Set(quote.allowedActions);
  return (
    <>
      {can.has("decline") && (
        <DecisionDialog
          href={path as Route}
          version={quote.version}
          label={t("withdraw.label")}
          icon={<CircleX aria-hidden />}
          variant="ghost"
          title={t("withdraw.title")}
          description={t("withdraw.body")}
          closeLabel={t("withdraw.close")}
          replaced={t("withdraw.replaced")}
        >
          <DecisionForm
            action={withdrawQuoteAction}
            initial={idle}
            quoteId={quote.id}
            version={quote.version}
            variant="danger"
            texts={await withdrawTexts()}
          />
        </DecisionDialog>
      )}
      {can.has("start_review") && (
        <CommandButton
          action={startReviewAction}
          quoteId={quote.id}
          variant="secondary"
          icon={<ScanSearch aria-hidden />}
        >
          {t("detail.start")}
        </CommandButton>
      )}
      {can.has("edit_draft") && !isBuilding && (
        <LinkButton href={`${path}?edit=1` as Route} icon={<Pencil aria-hidden />} aria-keyshortcuts="e">
          {t(quote.draft ? "detail.backToEditing" : "detail.revise")}
        </LinkButton>
      )}
      {can.has("convert") && (
        <CommandButton
          action={convertQuoteAction}
          quoteId={quote.id}
          formKey={formKey}
          variant="primary"
          icon={<PackagePlus aria-hidden />}
        >
          {t("detail.convert")}
        </CommandButton>
      )}
    </>
  );
}

async function Preview({ path, version, children }: { path: string; version: number; children: ReactNode }) {
  const t = await getTranslations("quote-desk.detail");
  return (
    <>
      <Banner
        tone="info"
        actions={
          <>
            <a
              href={`/api${path}/pdf?version=${version}`}
              target="_blank"
              rel="noopener"
              className={buttonStyle({ size: "sm" })}
            >
              <FileDown aria-hidden />
              {t("previewPdf")}
            </a>
            <LinkButton href={`${path}?edit=1` as Route} size="sm">
              {t("backToEditing")}
            </LinkButton>
          </>
        }
      >
        {t("previewing", { version })}
      </Banner>
      {children}
    </>
  );
}
