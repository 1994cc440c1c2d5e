import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Reader } from "@/components/quotes/reader";
import { Validity, type ValidityTexts } from "@/components/quotes/validity";
import { cx } from "@/components/ui/cx";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import type { QuoteRecord } from "@/lib/quotes/types";

/** Where a quote stands that is with the customer or decided; nothing while it is being prepared. */
export async function DeskStatus({
  quote,
  reader,
  texts,
}: {
  quote: QuoteRecord;
  reader: Reader;
  texts: ValidityTexts;
}) {
  const t = await getTranslations("quote-desk.detail");
  const { locale, timeZone, now } = reader;
  const { status, validUntil, version, acceptance, decline, order } = quote;
  let words: ReactNode = null;
  if (status === "sent") {
    words = (
      <>
        {t("sentNote", { version })}{" "}
        {validUntil && (
          <>
            <Validity
              validUntil={validUntil}
              now={now.toISOString()}
              locale={locale}
              timeZone={timeZone}
              texts={texts}
              refreshes
            />
            {t("untilThere", {
              until: formatDateTime(validUntil, locale, quote.timeZone),
            })}
          </>
        )}
      </>
    );
  } else if (status === "expired" && validUntil) {
    words = t("expired", { version, date: formatDateTime(validUntil, locale, timeZone) });
  } else if (status === "accepted" && acceptance) {
    words = (
      <>
        {t("acceptedBy", {
          name: acceptance.byName,
          version: acceptance.version,
          date: formatDateTime(acceptance.at, locale, timeZone),
        })}
        {order && ` ${t("orderMade", { number: order.number, version: acceptance.version })}`}
      </>
    );
  } else if (status === "declined" && decline) {
    words = (
      <>
        {t("declinedBy", { name: decline.byName, date: formatDate(decline.at, locale, timeZone) })}
        {decline.reason && <span className="block whitespace-pre-line">“{decline.reason}”</span>}
      </>
    );
  }
  if (!words) return null;
  return (
    <p
      className={cx(
        "rounded-md border px-3.5 py-2.5 text-sm",
        status === "accepted"
          ? "border-success-border bg-success-soft text-success-text"
          : "bg-canvas text-fg-secondary",
      )}
    >
      {words}
    </p>
  );
}
