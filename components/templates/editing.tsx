import type { ReactNode } from "react";
import { newId } from "@/lib/core/ids";
import { type EditedTemplate, TemplateEditor } from "./template-editor";
import { editorTexts, sampleValues, variableGroups } from "./texts";

/** The editor with all that it needs from the server. */
export async function TemplateEditing({
  categories,
  template,
  renderPreview,
}: {
  /** Those in use. */
  categories: readonly { slug: string; label: string }[];
  template: EditedTemplate;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const [groups, samples, texts] = await Promise.all([variableGroups(), sampleValues(), editorTexts()]);
  const options = categories.map(({ slug, label }) => ({ value: slug, label }));
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
