import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EditedArticle } from "@/lib/knowledge/desk-types";

/** How often an article is read, whether it helped, and why not. */
export async function ArticleFeedback({
  article: { viewCount, helpfulCount, unhelpfulCount, reasons, gaps },
  reader,
}: {
  article: EditedArticle;
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("knowledge.feedback");
  const votes = helpfulCount + unhelpfulCount;
  const number = new Intl.NumberFormat(reader.locale);
  const share = new Intl.NumberFormat(reader.locale, { style: "percent" });
  const figures = [
    { label: t("views"), value: number.format(viewCount) },
    { label: t("helped"), value: votes > 0 ? share.format(helpfulCount / votes) : "–" },
    { label: t("votes"), value: number.format(votes) },
  ];
  return (
    <Card title={t("title")}>
      <dl className="grid grid-cols-3 gap-3">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-fg-muted text-sm">{label}</dt>
            <dd className="font-semibold text-lg tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {reasons.length === 0 ? (
        <p className="mt-3 text-fg-muted text-sm">{votes > 0 ? t("noReasons") : t("noVotes")}</p>
      ) : (
        <ul className="mt-3 divide-y border-t">
          {reasons.map(({ id, helpful, reason, updatedAt }) => (
            <li key={id} className="flex gap-2.5 py-2.5 text-sm">
              <span className="pt-0.5 text-fg-muted">
                {helpful ? <ThumbsUp aria-hidden /> : <ThumbsDown aria-hidden />}
              </span>
              <span className="min-w-0 flex-1 break-words">{reason}</span>
              <span className="shrink-0 text-fg-muted">
                <RelativeTime at={updatedAt} locale={reader.locale} timeZone={reader.timeZone} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {gaps.length > 0 && (
        <>
          <h3 className="mt-4 font-medium text-sm">{t("gaps")}</h3>
          <ul className="mt-1 text-sm">
            {gaps.map(({ id, label, askedCount }) => (
              <li key={id} className="flex justify-between gap-3 py-1">
                <span className="min-w-0 break-words">{label}</span>
                <span className="shrink-0 text-fg-muted tabular-nums">
                  {t("asked", { count: askedCount })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
