import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatMoney, type Money } from "@/lib/core/money";
import type { CustomerDetail } from "@/lib/customers/types";

/** What a customer is to the business, at a glance. */
export async function CustomerFigures({
  figures,
  locale,
}: {
  figures: CustomerDetail["figures"];
  locale: string;
}) {
  const t = await getTranslations("customers.detail");
  const amounts = (list: readonly Money[]) =>
    list.length === 0
      ? t("nothing")
      : list.map((money) => (
          <span key={money.currency} className="block">
            {formatMoney(money, locale)}
          </span>
        ));
  return (
    <dl
      aria-label={t("figures")}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-4"
    >
      <Figure label={t("tickets")}>{t("ticketCount", { count: figures.tickets })}</Figure>
      <Figure label={t("spent")}>{amounts(figures.spent)}</Figure>
      <Figure label={t("outstanding")}>{amounts(figures.outstanding)}</Figure>
      <Figure label={t("satisfaction")}>
        {figures.satisfaction === null ? (
          <span className="font-normal text-base text-fg-muted">{t("noRatings")}</span>
        ) : (
          <span className="flex items-end justify-between gap-2">
            {t("outOf", { average: figures.satisfaction.toLocaleString(locale) })}
            <Ratings ratings={figures.ratings} />
          </span>
        )}
      </Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="bg-paper px-4 py-3">
      <dt className="text-fg-muted text-sm">{label}</dt>
      <dd className="mt-0.5 font-semibold text-lg tabular-nums leading-snug">{children}</dd>
    </div>
  );
}

/** How often one star to five were given: a bar each, and the same in words. */
async function Ratings({ ratings }: { ratings: readonly number[] }) {
  const t = await getTranslations("customers.detail");
  const most = Math.max(...ratings, 1);
  const words = ratings.map((count, at) => t("stars", { stars: at + 1, count })).join(", ");
  return (
    <svg role="img" aria-label={words} width="48" height="24" viewBox="0 0 48 24" className="shrink-0">
      <title>{words}</title>
      {ratings.map((count, at) => {
        const height = count === 0 ? 1 : Math.max(3, (count / most) * 24);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the stars never move
            key={at}
            x={at * 10}
            y={24 - height}
            width="8"
            height={height}
            rx="1"
            className={count === 0 ? "fill-line-strong" : "fill-primary"}
          />
        );
      })}
    </svg>
  );
}
