import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { Template } from "@/lib/templates/types";

/** The prepared answers, one line each, with the beginning of what they say. */
export async function TemplateTable({
  templates,
  reader,
}: {
  templates: readonly Template[];
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("templates.list");
  const time = (at: string) => <RelativeTime at={at} locale={reader.locale} timeZone={reader.timeZone} />;
  return (
    <Table
      caption={t("title")}
      rows={templates}
      rowKey={({ id }) => id}
      href={({ id }) => `/admin/templates/${id}` as Route}
      columns={[
        {
          key: "name",
          header: t("name"),
          primary: true,
          className: "max-w-0 w-1/2 max-sm:max-w-none max-sm:w-auto",
          cell: ({ name, body }) => (
            <>
              <span className="block truncate">{name}</span>
              <span className="block truncate font-normal text-fg-muted text-sm max-sm:line-clamp-2 max-sm:whitespace-normal">
                {body.slice(0, 200)}
              </span>
            </>
          ),
        },
        { key: "category", header: t("category"), cell: (row) => row.categoryLabel ?? t("everyCategory") },
        {
          key: "used",
          header: t("used"),
          align: "end",
          className: "tabular-nums whitespace-nowrap",
          cell: ({ usageCount }) => new Intl.NumberFormat(reader.locale).format(usageCount),
        },
        {
          key: "last",
          header: t("lastUsed"),
          wideOnly: true,
          className: "whitespace-nowrap ps-8",
          cell: ({ lastUsedAt }) =>
            lastUsedAt ? time(lastUsedAt) : <span className="text-fg-muted">{t("never")}</span>,
        },
      ]}
    />
  );
}
