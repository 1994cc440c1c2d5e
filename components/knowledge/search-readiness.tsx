import { getTranslations } from "next-intl/server";
import { Progress } from "@/components/ui/progress";
import { formatDate } from "@/lib/core/dates";
import type { EmbeddingProgress } from "@/lib/knowledge/desk-types";
import { EmbeddingWatch } from "./embedding-watch";

type Props = { progress: EmbeddingProgress; reader: { locale: string; timeZone: string } };

/** How far the search by meaning knows what is published, live while it learns. */
export async function SearchReadiness({ progress: { passages, serving, building }, reader }: Props) {
  const t = await getTranslations("knowledge.readiness");
  if (passages === 0) return <Line>{t("empty")}</Line>;
  const learning = building ?? (serving && serving.embedded < passages ? serving : null);
  if (!learning) {
    if (!serving) return <Line>{t("waiting", { passages })}</Line>;
    const since = serving.servedAt ? formatDate(serving.servedAt, reader.locale, reader.timeZone) : "none";
    return <Line>{t("complete", { passages, since })}</Line>;
  }
  const done = Math.min(learning.embedded, passages);
  return (
    <div role="status" className="flex flex-col gap-1.5">
      <Line>{t(building && serving ? "again" : "learning", { done, passages })}</Line>
      <Progress label={t("label")} value={done / passages} className="max-w-96" />
      <EmbeddingWatch />
    </div>
  );
}

const Line = ({ children }: { children: string }) => (
  <p className="text-fg-secondary text-sm tabular-nums">{children}</p>
);
