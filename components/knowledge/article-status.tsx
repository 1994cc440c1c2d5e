import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import type { ArticleRow } from "@/lib/knowledge/desk-types";

const TONE = { draft: "neutral", published: "success", archived: "neutral" } as const;

/** What an article is, whether something of it waits to be published, and whether only customers read it. */
export async function ArticleStatusBadge({
  article: { status, hasChanges, visibility },
}: {
  article: Pick<ArticleRow, "status" | "hasChanges" | "visibility">;
}) {
  const t = await getTranslations("knowledge");
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={TONE[status]}>{t(`status.${status}`)}</Badge>
      {hasChanges && <Badge tone="warning">{t("changed")}</Badge>}
      {visibility === "customers" && <Badge tone="info">{t("customersOnly")}</Badge>}
    </span>
  );
}
