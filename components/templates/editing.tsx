import type { ReactNode } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { listCategories } from "@/lib/tickets/queries";
import { type EditedTemplate, TemplateEditor } from "./template-editor";
import { editorTexts, sampleValues, variableGroups } from "./texts";

/** The editor with all that it needs from the server. */
export async function TemplateEditing({
  viewer,
  template,
  renderPreview,
}: {
  viewer: Viewer;
  template: EditedTemplate;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const [categories, groups, samples, texts] = await Promise.all([
    listCategories(viewer),
    variableGroups(),
    sampleValues(),
    editorTexts(),
  ]);
  const options = (categories.ok ? categories.value : []).map(({ slug, label }) => ({ value: slug, label }));
  // One that is out of use by now stays chosen.
  const { category } = template;
  if (category && !options.some(({ value }) => value === category)) {
    options.push({ value: category, label: category });
  }
  return (
    <TemplateEditor
      key={template.id}
      template={template}
      formKey={newId()}
      categories={options}
      groups={groups}
      samples={samples}
      texts={texts}
      renderPreview={renderPreview}
    />
  );
}
