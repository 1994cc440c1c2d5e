import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { List, ListRow } from "@/components/ui/list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EditedArticle } from "@/lib/knowledge/desk-types";

/** The texts that an article had, the latest first; each leads to what changed with it. */
export async function VersionList({
  article: { id, versions, textVersion, publishedVersion },
  reader,
}: {
  article: EditedArticle;
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("knowledge.versions");
  return (
    <Card title={t("title")} flush>
      <List label={t("title")} className="max-h-96 overflow-y-auto">
        {versions.map(({ version, author, restoredFrom, createdAt }) => (
          <ListRow
            key={version}
            dense
            href={`/admin/knowledge/${id}/versions/${version}` as Route}
            title={t("number", { number: version })}
            detail={restoredFrom ? t("restoredFrom", { number: restoredFrom }) : (author ?? t("nobody"))}
            trailing={
              <>
                <span className="flex gap-1.5">
                  {version === publishedVersion && <Badge tone="success">{t("public")}</Badge>}
                  {version === textVersion && version !== publishedVersion && <Badge>{t("current")}</Badge>}
                </span>
                <RelativeTime at={createdAt} locale={reader.locale} timeZone={reader.timeZone} />
              </>
            }
          />
        ))}
      </List>
    </Card>
  );
}
