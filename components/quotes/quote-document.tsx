import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { FileDown } from "@/components/ui/icons";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { shownLines } from "@/lib/quotes/compared-lines";
import type { QuoteItem, QuoteVersion } from "@/lib/quotes/types";
import { QuoteLines } from "./quote-lines";
import { QuoteTotals } from "./quote-totals";
import type { Reader } from "./reader";

/** A version as a document: lines, totals, note and terms. With `compared`, what became of that one. */
export async function QuoteDocument({
  version,
  compared,
  reader,
  pdfHref,
  versions,
  below,
  after,
}: {
  version: QuoteVersion;
  compared: QuoteVersion | null;
  reader: Reader;
  pdfHref: string | null;
  /** The way to other versions. */
  versions?: ReactNode;
  below?: (item: QuoteItem, index: number) => ReactNode;
  /** Stands at the end. */
  after?: ReactNode;
}) {
  const t = await getTranslations("quote-pages.document");
  const { locale, timeZone } = reader;
  const lines = shownLines(version, compared);
  return (
    <section aria-labelledby="quote-document" className="rounded-lg border bg-paper">
      <header className="flex flex-col gap-2 border-b px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div>
            <h2 id="quote-document" className="font-semibold text-base">
              {t(compared ? "comparing" : "title", {
                version: version.version,
                compared: compared?.version ?? 0,
              })}
            </h2>
            {version.sentAt && (
              <p className="text-fg-muted text-sm">
                {t("sent", {
                  date: formatDate(version.sentAt, locale, timeZone),
                  name: version.sentByName ?? t("us"),
                })}
              </p>
            )}
          </div>
          {pdfHref && (
            <a href={pdfHref} target="_blank" rel="noopener" className={buttonStyle({ size: "sm" })}>
              <FileDown aria-hidden />
              {t("pdf", { version: version.version })}
            </a>
          )}
        </div>
        {versions}
      </header>
      <QuoteLines
        lines={lines}
        locale={locale}
        caption={t("lines", { version: version.version })}
        {...(below ? { below } : {})}
      />
      <div className="border-t">
        <QuoteTotals version={version} compared={compared} locale={locale} />
      </div>
      {(version.note || version.terms || version.validUntil) && (
        <div className="flex flex-col gap-3 border-t px-4 py-4 text-sm">
          {version.note && <p className="max-w-reading whitespace-pre-line text-fg">{version.note}</p>}
          {version.terms && (
            <div>
              <h3 className="mb-0.5 font-medium text-fg-muted text-xs">{t("terms")}</h3>
              <p className="max-w-reading whitespace-pre-line text-fg-secondary">{version.terms}</p>
            </div>
          )}
          {version.validUntil && (
            <p className="text-fg-muted">
              {t("validUntil", { until: formatDateTime(version.validUntil, locale, timeZone) })}
            </p>
          )}
        </div>
      )}
      {after}
    </section>
  );
}
