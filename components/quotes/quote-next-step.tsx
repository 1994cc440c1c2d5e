import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { RotateCcw } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { type QuoteView, quoteQuery } from "@/lib/quotes/quote-address";
import type { QuoteRecord, QuoteStatus } from "@/lib/quotes/types";
import type { Reader } from "./reader";
import { Validity, type ValidityTexts } from "./validity";

/** Colour where something is asked of the customer, or done. */
const LOOK: Partial<Record<QuoteStatus, string>> = {
  sent: "border-warning-border bg-warning-soft text-warning-text",
  accepted: "border-success-border bg-success-soft text-success-text",
};

/** What is going on and what the customer can do, in a sentence or two. */
export async function QuoteNextStep({
  quote,
  view,
  reader,
  texts,
  canAskAgain,
}: {
  quote: QuoteRecord;
  view: QuoteView;
  reader: Reader;
  texts: ValidityTexts;
  canAskAgain: boolean;
}) {
  const t = await getTranslations("quote-pages.next");
  const { locale, timeZone, now } = reader;
  const path = `/portal/quotes/${quote.number}`;
  const { status, validUntil } = quote;

  let words: ReactNode = t(status === "sent" ? "open" : status);
  let action: ReactNode = null;
  if (view.shown && !view.isLatest) {
    words = t("superseded", { version: view.shown.version, latest: quote.version });
    action = (
      <LinkButton href={path as Route} size="sm">
        {t("showLatest", { version: quote.version })}
      </LinkButton>
    );
  } else if (status === "sent" && validUntil) {
    words = (
      <>
        <strong className="font-semibold">
          <Validity
            validUntil={validUntil}
            now={now.toISOString()}
            locale={locale}
            timeZone={timeZone}
            texts={texts}
            refreshes
          />
        </strong>
        {t("sent", { until: formatDateTime(validUntil, locale, timeZone) })}
      </>
    );
  } else if (status === "expired") {
    words = t("expired", { on: validUntil ? formatDateTime(validUntil, locale, timeZone) : "" });
    action = canAskAgain && (
      <LinkButton
        href={`${path}${quoteQuery(view, { step: "changes" })}` as Route}
        size="sm"
        variant="primary"
        icon={<RotateCcw aria-hidden />}
      >
        {t("askAgain")}
      </LinkButton>
    );
  } else if (status === "declined") {
    action = (
      <LinkButton href={"/portal/quotes/new" as Route} size="sm">
        {t("new")}
      </LinkButton>
    );
  } else if (status === "accepted" && quote.acceptance) {
    const { version, byName, at } = quote.acceptance;
    words = t("accepted", { version, name: byName, date: formatDate(at, locale, timeZone) });
    action = quote.order && (
      <Link
        href={`/portal/orders/${quote.order.number}` as Route}
        className="hit-44 font-medium underline underline-offset-2"
      >
        {t("order", { number: quote.order.number })}
      </Link>
    );
  }
  return (
    <div
      className={cx(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border px-3.5 py-2.5 text-sm",
        (view.isLatest && LOOK[status]) || "bg-canvas text-fg-secondary",
      )}
    >
      <p className="min-w-0 flex-1 basis-64">{words}</p>
      {action}
    </div>
  );
}
