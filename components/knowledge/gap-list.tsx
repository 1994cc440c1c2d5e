import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Gap } from "@/lib/knowledge/desk-types";
import { GapDecision } from "./gap-decision";

/** Questions that nothing answered, most asked first, each one click from an article. */
export async function GapList({
  gaps,
  reader,
}: {
  gaps: readonly Gap[];
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("knowledge.gaps");
  const time = (at: string) => <RelativeTime at={at} locale={reader.locale} timeZone={reader.timeZone} />;
  const also = (gap: Gap) => gap.examples.filter((words) => words !== gap.label);
  return (
    <Card flush>
      <ul aria-label={t("title")} className="divide-y">
        {gaps.map((gap) => (
          <li
            key={gap.id}
            className="flex gap-x-6 gap-y-3 px-4 py-3 max-md:flex-col md:items-center md:justify-between"
          >
            <div className="min-w-0">
              <h2 className="break-words font-medium text-base">{gap.label}</h2>
              <p className="mt-0.5 flex flex-wrap gap-x-3 text-fg-muted text-sm tabular-nums">
                {gap.searchCount > 0 && <span>{t("searches", { count: gap.searchCount })}</span>}
                {gap.questionCount > 0 && <span>{t("questions", { count: gap.questionCount })}</span>}
                <span>
                  {t("last")} {time(gap.lastAt)}
                </span>
                {gap.status !== "open" && gap.decidedAt && gap.decidedBy && (
                  <span>
                    {t("decided", { name: gap.decidedBy })} {time(gap.decidedAt)}
                  </span>
                )}
              </p>
              {also(gap).length > 0 && (
                <p className="mt-1 break-words text-fg-secondary text-sm">
                  <span className="text-fg-muted">{t("alsoAsked")}: </span>
                  {also(gap)
                    .map((words) => `“${words}”`)
                    .join(", ")}
                </p>
              )}
              {gap.article && (
                <p className="mt-1 text-sm">
                  <Link
                    href={`/admin/knowledge/${gap.article.id}` as Route}
                    prefetch={false}
                    className="text-primary-text underline underline-offset-2"
                  >
                    {t("article", { title: gap.article.title })}
                  </Link>
                </p>
              )}
            </div>
            <div className="flex shrink-0 flex-wrap gap-2">
              {gap.status === "open" && !gap.article && (
                <LinkButton size="sm" href={`/admin/knowledge/new?gap=${gap.id}` as Route}>
                  {t("write")}
                </LinkButton>
              )}
              <GapDecision
                id={gap.id}
                label={gap.label}
                choices={
                  gap.status === "open"
                    ? [
                        { status: "done", label: t("done") },
                        { status: "ignored", label: t("ignore") },
                      ]
                    : [{ status: "open", label: t("reopen") }]
                }
              />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
