import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { newId } from "@/lib/core/ids";
import { possibleParents } from "@/lib/knowledge/category-order";
import type { DeskCategory } from "@/lib/knowledge/desk-types";
import { VISIBILITIES } from "@/lib/knowledge/types";
import { HelpCategoryForm } from "./category-form";
import { CATEGORY_ICONS } from "./category-icon";

/** The form of a category, or of a new one, with its words. */
export async function HelpCategoryEditing({
  category,
  categories,
}: {
  category: DeskCategory | null;
  categories: readonly DeskCategory[];
}) {
  const t = await getTranslations("knowledge.categories");
  // One that an import brought stays chosen.
  const icons = [...new Set([...CATEGORY_ICONS, ...(category?.icon ? [category.icon] : [])])].toSorted();
  return (
    <Card>
      <HelpCategoryForm
        key={category?.id ?? ""}
        formKey={newId()}
        category={{
          id: category?.id ?? "",
          version: category?.version ?? 0,
          name: category?.name ?? "",
          slug: category?.slug ?? "",
          description: category?.description ?? "",
          icon: category?.icon ?? "",
          parentId: category?.parentId ?? "",
          visibility: category?.visibility ?? "public",
        }}
        icons={icons.map((icon) => ({ value: icon, label: icon.replaceAll("-", " ") }))}
        parents={possibleParents(categories, category?.id ?? null).map(({ id, name, depth }) => ({
          value: id,
          label: `${"\u2003".repeat(depth)}${name}`,
        }))}
        visibilities={VISIBILITIES.map((one) => ({ value: one, label: t(`visibilities.${one}`) }))}
        texts={{
          name: t("name"),
          slug: t("slug"),
          slugHint: t("slugHint"),
          description: t("description"),
          descriptionHint: t("descriptionHint"),
          icon: t("icon"),
          noIcon: t("noIcon"),
          parent: t("parent"),
          parentHint: t("parentHint"),
          top: t("top"),
          visibility: t("visibility"),
          visibilityHint: t("visibilityHint"),
          save: t("save"),
          saved: t("saved"),
          failed: t("failed"),
          conflict: t("conflict"),
        }}
      />
    </Card>
  );
}
