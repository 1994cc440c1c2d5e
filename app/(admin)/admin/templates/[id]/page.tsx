import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ArchiveButton } from "@/components/templates/archive-button";
import { TemplateEditing } from "@/components/templates/editing";
import { EditorSkeleton } from "@/components/templates/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Badge } from "@/components/ui/badge";
import { Copy } from "@/components/ui/control-icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { requireViewer } from "@/lib/auth/viewer";
import { findTemplate } from "@/lib/templates/queries";
import { templateParams } from "@/lib/templates/schema";
import type { Template as TemplateRecord } from "@/lib/templates/types";
import { loadDeskCategories } from "@/lib/tickets/desk-queries";
import { renderPreview } from "../preview";

type Props = PageProps<"/admin/templates/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readTemplate = cache(async (id: string): Promise<TemplateRecord | null> => {
  const viewer = await requireViewer("staff");
  const params = templateParams.safeParse({ id });
  return params.success ? findTemplate(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [template, t] = await Promise.all([
    readTemplate((await params).id),
    getTranslations("templates.editor"),
  ]);
  return { title: template?.name ?? t("missing") };
}

/** One template in the editor. */
export default function TemplatePage({ params }: Props) {
  return (
    <Arrival skeleton={<EditorSkeleton />}>
      <Template params={params} />
    </Arrival>
  );
}

async function Template({ params }: Pick<Props, "params">) {
  const [viewer, { id }, t] = await Promise.all([
    requireViewer("staff"),
    params,
    getTranslations("templates"),
  ]);
  const [template, categories] = await Promise.all([readTemplate(id), loadDeskCategories(viewer)]);
  if (!template) notFound();
  const { name, category, body, version, isActive, usageCount, updatedAt, updatedBy } = template;
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: "/admin/templates" as Route, label: t("list.title") }}
        meta={
          <>
            {!isActive && <Badge>{t("editor.archivedMark")}</Badge>}
            <span>{t("editor.usage", { count: usageCount })}</span>
            <span>
              {updatedBy ? t("editor.changedBy", { name: updatedBy }) : t("editor.changed")}{" "}
              <RelativeTime at={updatedAt} locale={viewer.locale} timeZone={viewer.timeZone} />
            </span>
          </>
        }
        actions={
          <>
            <LinkButton href={`/admin/templates/new?from=${template.id}` as Route}>
              <Copy aria-hidden />
              {t("editor.duplicate")}
            </LinkButton>
            <ArchiveButton
              id={template.id}
              isActive={isActive}
              texts={{
                archive: t("editor.archive"),
                restore: t("editor.restore"),
                archived: t("editor.archived"),
                restored: t("editor.restored"),
                undo: t("editor.undo"),
              }}
            />
          </>
        }
        className="mb-5"
      />
      <TemplateEditing
        categories={categories}
        renderPreview={renderPreview}
        template={{ id: template.id, name, category: category ?? "", body, version }}
      />
    </>
  );
}
