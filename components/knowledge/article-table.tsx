import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { ArticleRow } from "@/lib/knowledge/desk-types";
import { ArticleStatusBadge } from "./article-status";

/** The articles, one line each, with how often they are read and whether they help. */
export async function ArticleTable({
  articles,
  reader,
}: {
  articles: readonly ArticleRow[];
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("knowledge.list");
  const number = new Intl.NumberFormat(reader.locale);
  const share = new Intl.NumberFormat(reader.locale, { style: "percent" });
  return (
    <Table
      caption={t("title")}
      rows={articles}
      rowKey={({ id }) => id}
      href={({ id }) => `/admin/knowledge/${id}` as Route}
      columns={[
        {
          key: "title",
          header: t("article"),
          primary: true,
          className: "max-w-0 w-1/2 max-sm:max-w-none max-sm:w-auto",
          cell: ({ title, summary }) => (
            <>
              <span className="block truncate max-sm:whitespace-normal">{title}</span>
              <span className="block truncate font-normal text-fg-muted text-sm max-sm:line-clamp-2 max-sm:whitespace-normal">
                {summary}
              </span>
            </>
          ),
        },
        {
          key: "category",
          header: t("category"),
          className: "max-w-44 truncate max-sm:max-w-none",
          cell: ({ categoryName }) => categoryName,
        },
        { key: "status", header: t("status"), cell: (row) => <ArticleStatusBadge article={row} /> },
        {
          key: "read",
          header: t("read"),
          align: "end",
          wideOnly: true,
          className: "tabular-nums whitespace-nowrap",
          cell: ({ viewCount }) => number.format(viewCount),
        },
        {
          key: "helped",
          header: t("helped"),
          align: "end",
          wideOnly: true,
          className: "tabular-nums whitespace-nowrap",
          cell: ({ helpfulCount, unhelpfulCount }) => {
            const votes = helpfulCount + unhelpfulCount;
            if (votes === 0) return <span className="text-fg-muted">{t("noVotes")}</span>;
            const title = t("helpedOf", { helpful: helpfulCount, votes });
            return <span title={title}>{share.format(helpfulCount / votes)}</span>;
          },
        },
        {
          key: "changed",
          header: t("changedAt"),
          wideOnly: true,
          className: "whitespace-nowrap ps-8 max-xl:hidden",
          cell: ({ updatedAt }) => (
            <RelativeTime at={updatedAt} locale={reader.locale} timeZone={reader.timeZone} />
          ),
        },
      ]}
    />
  );
}
