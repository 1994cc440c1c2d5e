import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { TemplateEditing } from "@/components/templates/editing";
import { EditorSkeleton } from "@/components/templates/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { findTemplate } from "@/lib/templates/queries";
import { LIMITS, templateParams } from "@/lib/templates/schema";
import { loadDeskCategories } from "@/lib/tickets/desk-queries";
import { renderPreview } from "../preview";

type Props = PageProps<"/admin/templates/new">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates.editor");
  return { title: t("new") };
}

/** A new template, empty or after another one. */
export default function NewTemplatePage(props: Props) {
  return (
    <Arrival skeleton={<EditorSkeleton />}>
      <NewTemplate {...props} />
    </Arrival>
  );
}

async function NewTemplate({ searchParams }: Props) {
  const viewer = await requireViewer("staff");
  const params = templateParams.safeParse({ id: (await searchParams).from });
  const [t, categories, original] = await Promise.all([
    getTranslations("templates"),
    loadDeskCategories(viewer),
    params.success ? findTemplate(viewer, params.data.id) : null,
  ]);
  return (
    <>
      <PageHeader
        title={t("editor.new")}
        back={{ href: "/admin/templates" as Route, label: t("list.title") }}
        className="mb-5"
      />
      <TemplateEditing
        categories={categories}
        renderPreview={renderPreview}
        template={{
          id: "",
          version: 0,
          name: original ? t("editor.copyOf", { name: original.name }).slice(0, LIMITS.name) : "",
          category: original?.category ?? "",
          body: original?.body ?? "",
        }}
      />
    </>
  );
}
