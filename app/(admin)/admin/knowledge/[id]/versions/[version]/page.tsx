import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { RestoreVersion } from "@/components/knowledge/restore-version";
import { EditorSkeleton } from "@/components/knowledge/skeletons";
import { VersionDiff } from "@/components/knowledge/version-diff";
import { Arrival } from "@/components/ui/arrival";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { requireViewer } from "@/lib/auth/viewer";
import { findArticle, findVersion } from "@/lib/knowledge/desk-queries";
import { idParams } from "@/lib/knowledge/schema";

type Props = PageProps<"/admin/knowledge/[id]/versions/[version]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const read = cache(async (id: string, version: string) => {
  const viewer = await requireViewer("staff", "knowledge");
  const params = idParams.safeParse({ id });
  if (!params.success || !/^[1-9]\d{0,8}$/.test(version)) return null;
  const [article, found] = await Promise.all([
    findArticle(viewer, params.data.id),
    findVersion(viewer, params.data.id, Number(version)),
  ]);
  return article && found ? { article, ...found } : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, version } = await params;
  const [found, t] = await Promise.all([read(id, version), getTranslations("knowledge")]);
  if (!found) return { title: t("editor.missing") };
  return { title: `${t("versions.number", { number: version })} · ${found.article.title}` };
}

/** What changed with a version, and the way back to it. */
export default function VersionPage(props: Props) {
  return (
    <Arrival skeleton={<EditorSkeleton />}>
      <Version {...props} />
    </Arrival>
  );
}

async function Version({ params }: Props) {
  const [viewer, { id, version: wanted }, t] = await Promise.all([
    requireViewer("staff", "knowledge"),
    params,
    getTranslations("knowledge.versions"),
  ]);
  const found = await read(id, wanted);
  if (!found) notFound();
  const { article, version, before } = found;
  const numbers = article.versions.map((one) => one.version);
  const later = numbers[numbers.indexOf(version.version) - 1];
  const isLatest = version.version === article.textVersion;
  const href = (number: number) => `/admin/knowledge/${article.id}/versions/${number}` as Route;
  return (
    <>
      <PageHeader
        title={t("compare", { number: version.version })}
        back={{ href: `/admin/knowledge/${article.id}` as Route, label: article.title }}
        meta={
          <>
            <span>{version.author ?? t("nobody")}</span>
            <RelativeTime at={version.createdAt} locale={viewer.locale} timeZone={viewer.timeZone} />
            <span>{before ? t("against", { number: before.version }) : t("first")}</span>
            {version.restoredFrom && <span>{t("restoredFrom", { number: version.restoredFrom })}</span>}
          </>
        }
        actions={
          <>
            {before && <LinkButton href={href(before.version)}>{t("earlier")}</LinkButton>}
            {later && <LinkButton href={href(later)}>{t("later")}</LinkButton>}
            {!isLatest && (
              <RestoreVersion
                id={article.id}
                version={version.version}
                expectedVersion={article.version}
                label={t("restore")}
              />
            )}
          </>
        }
        className="mb-5"
      />
      <p className="mb-4 text-fg-muted text-sm">{isLatest ? t("isLatest") : t("restoreHint")}</p>
      <VersionDiff version={version} before={before} />
    </>
  );
}
