import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { Category } from "@/lib/categories/types";
import { newId } from "@/lib/core/ids";
import { CATEGORY_NEEDS, TICKET_PRIORITIES } from "@/lib/tickets/types";
import { CategoryForm } from "./category-form";

/** The form of a category, or of a new one, with its words. */
export async function CategoryEditing({
  category,
  canChange,
}: {
  category: Category | null;
  canChange: boolean;
}) {
  const [t, words, list] = await Promise.all([
    getTranslations("categories.form"),
    getTranslations("tickets"),
    getTranslations("categories"),
  ]);
  const text = (key: Parameters<typeof t>[0]) => t.raw(key) as string;
  return (
    <Card>
      <CategoryForm
        key={category?.slug ?? ""}
        isNew={category === null}
        formKey={newId()}
        canChange={canChange}
        category={{
          slug: category?.slug ?? "",
          label: category?.label ?? "",
          description: category?.description ?? "",
          needs: category?.needs ?? "",
          defaultPriority: category?.defaultPriority ?? "medium",
          isActive: category?.isActive ?? true,
          version: category?.version ?? 0,
          issueTypes: (category?.issueTypes ?? []).map(({ slug, label, isActive }) => ({
            slug,
            label,
            isActive,
          })),
        }}
        needs={[
          { value: "", label: list("needs.none") },
          ...CATEGORY_NEEDS.map((need) => ({ value: need, label: list(`needs.${need}`) })),
        ]}
        priorities={TICKET_PRIORITIES.map((one) => ({ value: one, label: words(`priority.${one}`) }))}
        texts={{
          label: text("label"),
          description: text("description"),
          descriptionHint: text("descriptionHint"),
          slug: text("slug"),
          slugHint: text("slugHint"),
          needs: text("needs"),
          defaultPriority: text("defaultPriority"),
          isActive: text("isActive"),
          isActiveHint: text("isActiveHint"),
          issueTypes: text("issueTypes"),
          issueTypesHint: text("issueTypesHint"),
          typeLabel: text("typeLabel"),
          typeActive: text("typeActive"),
          addType: text("addType"),
          removeType: text("removeType"),
          typeUp: text("typeUp"),
          typeDown: text("typeDown"),
          noTypes: text("noTypes"),
          save: text("save"),
          saved: text("saved"),
          failed: text("failed"),
        }}
      />
    </Card>
  );
}
