import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailLayout, type Fact, Facts } from "@/components/ui/detail";
import { CircleX, MessageCircleQuestion } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { type QuoteView, quoteQuery } from "@/lib/quotes/quote-address";
import type { QuoteAction } from "@/lib/quotes/status";
import type { QuoteRecord } from "@/lib/quotes/types";
import { DecisionDialog } from "./decision-dialog";
import { QuoteDocument } from "./quote-document";
import { QuoteHistory } from "./quote-history";
import { QuoteNextStep } from "./quote-next-step";
import { QuoteProgress } from "./quote-progress";
import { QuoteRequest } from "./quote-request";
import { QuoteStatusBadge } from "./quote-status";
import { QuoteVersions } from "./quote-versions";
import type { Reader } from "./reader";
import type { ValidityTexts } from "./validity";

type Detail = QuoteRecord & { allowedActions: readonly QuoteAction[] };

/** The forms by which a customer answers, made by the page; null where they may not. */
type Answers = { accept: ReactNode; decline: ReactNode };

/** A quote as its customer sees it. */
export async function QuotePage({
  quote,
  view,
  reader,
  texts,
  answers,
  document,
}: {
  quote: Detail;
  view: QuoteView;
  reader: Reader;
  texts: ValidityTexts;
  answers: Answers;
  /** Instead of the plain document, while changes are being asked for. */
  document?: ReactNode;
}) {
  const t = await getTranslations("quote-pages");
  const can = new Set(quote.allowedActions);
  const path = `/portal/quotes/${quote.number}`;
  return (
    <>
      <PageHeader
        back={{ href: "/portal/quotes" as Route, label: t("list.title") }}
        title={quote.title}
        className="mb-5"
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
            <QuoteStatusBadge status={quote.status} label={t(`status.customer.${quote.status}`)} />
          </>
        }
        actions={
          view.isLatest &&
          view.step === null && <Actions quote={quote} view={view} reader={reader} answers={answers} />
        }
      />
      <DetailLayout asideLabel={t("facts.title")} aside={<Aside quote={quote} reader={reader} />}>
        <div className="flex flex-col gap-5">
          <QuoteProgress quote={quote} reader={reader} />
          <QuoteNextStep
            quote={quote}
            view={view}
            reader={reader}
            texts={texts}
            canAskAgain={can.has("request_changes") && view.step === null}
          />
          {view.step === "accept" && answers.accept && (
            <Answer kind="accept" quote={quote} reader={reader}>
              {answers.accept}
            </Answer>
          )}
          {view.step === "decline" && answers.decline && (
            <Answer kind="decline" quote={quote} reader={reader}>
              {answers.decline}
            </Answer>
          )}
          {document ??
            (view.shown && (
              <QuoteDocument
                version={view.shown}
                compared={view.compared}
                reader={reader}
                pdfHref={`/api${path}/pdf?version=${view.shown.version}`}
                versions={<QuoteVersions versions={quote.versions} view={view} path={path} />}
              />
            ))}
          <Card title={t("request.title")}>
            <QuoteRequest request={quote.request} locale={reader.locale} />
          </Card>
        </div>
      </DetailLayout>
    </>
  );
}

/** What the customer can answer: yes, not like this, or no. */
async function Actions({
  quote,
  view,
  reader,
  answers,
}: {
  quote: Detail;
  view: QuoteView;
  reader: Reader;
  answers: Answers;
}) {
  const t = await getTranslations("quote-pages.actions");
  const can = new Set(quote.allowedActions);
  const { shown } = view;
  if (!shown || quote.status === "expired") return null;
  const href = (step: "accept" | "decline" | "changes") =>
    `/portal/quotes/${quote.number}${quoteQuery({ ...view, compared: null }, { step })}` as Route;
  const total = formatMoney(shown.total, reader.locale);
  const common = { version: shown.version, closeLabel: t("close"), replaced: t("replaced") };
  return (
    <>
      {can.has("decline") && (
        <DecisionDialog
          {...common}
          href={href("decline")}
          label={t("decline")}
          icon={<CircleX aria-hidden />}
          variant="ghost"
          className="max-sm:order-last"
          title={t("declineTitle")}
          description={t("declineBody", { version: shown.version })}
        >
          {answers.decline}
        </DecisionDialog>
      )}
      {can.has("request_changes") && (
        <LinkButton href={href("changes")} icon={<MessageCircleQuestion aria-hidden />} scroll={false}>
          {t("changes")}
        </LinkButton>
      )}
      {can.has("accept") && (
        <DecisionDialog
          {...common}
          href={href("accept")}
          label={t("accept")}
          icon={<CircleCheck aria-hidden />}
          variant="primary"
          className="max-sm:order-first max-sm:w-full"
          title={t("acceptTitle", { version: shown.version, total })}
          description={t("acceptBody")}
        >
          {answers.accept}
        </DecisionDialog>
      )}
    </>
  );
}

/** The question on the page itself, for a browser without script. */
async function Answer({
  kind,
  quote,
  reader,
  children,
}: {
  kind: "accept" | "decline";
  quote: Detail;
  reader: Reader;
  children: ReactNode;
}) {
  const t = await getTranslations("quote-pages.actions");
  const total = quote.total ? formatMoney(quote.total, reader.locale) : "";
  return (
    <Card title={kind === "accept" ? t("acceptTitle", { version: quote.version, total }) : t("declineTitle")}>
      <p className="mb-4 text-fg-muted text-sm">
        {kind === "accept" ? t("acceptBody") : t("declineBody", { version: quote.version })}
      </p>
      {children}
    </Card>
  );
}

async function Aside({ quote, reader }: { quote: Detail; reader: Reader }) {
  const t = await getTranslations("quote-pages");
  const { locale, timeZone } = reader;
  const facts: [string, ReactNode][] = [
    [t("facts.total"), quote.total && formatMoney(quote.total, locale)],
    [t("facts.version"), quote.version > 0 && String(quote.version)],
    [t("facts.requested"), formatDate(quote.createdAt, locale, timeZone)],
    [t("facts.by"), quote.request.requestedByName],
    [t("facts.validUntil"), quote.validUntil && formatDate(quote.validUntil, locale, timeZone)],
    [t("facts.acceptedBy"), quote.acceptance?.byName],
    [t("facts.acceptedVersion"), quote.acceptedVersion !== null && String(quote.acceptedVersion)],
    [t("facts.reason"), quote.decline?.reason],
    [
      t("facts.order"),
      quote.order && (
        <Link
          href={`/portal/orders/${quote.order.number}` as Route}
          className="hit-44 text-primary-text hover:underline"
        >
          {quote.order.number}
        </Link>
      ),
    ],
  ];
  const known: Fact[] = facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  return (
    <div className="flex flex-col gap-6 lg:sticky lg:top-20">
      <section>
        <h2 className="mb-2.5 font-semibold text-sm">{t("facts.title")}</h2>
        <Facts facts={known} />
      </section>
      <section>
        <h2 className="mb-2.5 font-semibold text-sm">{t("history.title")}</h2>
        <QuoteHistory events={quote.events} reader={reader} audience="customer" />
      </section>
    </div>
  );
}
