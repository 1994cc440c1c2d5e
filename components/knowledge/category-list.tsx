import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { MoveButtons } from "@/components/ui/move-buttons";
import { orderHelpCategoriesAction } from "@/lib/knowledge/actions";
import { inTreeOrder } from "@/lib/knowledge/category-order";
import type { DeskCategory } from "@/lib/knowledge/desk-types";
import { CategoryIcon } from "./category-icon";

/** How far each level is set in. */
const INDENT = ["ps-4", "ps-10", "ps-16"] as const;

/** The categories as readers meet them, each below the one that it is in, with buttons that move them among their like. */
export async function HelpCategoryList({ categories }: { categories: readonly DeskCategory[] }) {
  const t = await getTranslations("knowledge");
  const tree = inTreeOrder(categories);
  return (
    <Card flush>
      <ul aria-label={t("categories.title")} className="divide-y">
        {tree.map((category) => {
          const { id, name, description, depth, visibility, articles, parentId } = category;
          return (
            <li key={id} className="flex items-center gap-2 pe-2 hover:bg-hover">
              <Link
                href={`/admin/knowledge/categories/${id}` as Route}
                prefetch={false}
                className={`flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-0.5 py-2.5 pe-4 focus-visible:-outline-offset-2 ${INDENT[depth] ?? INDENT[2]}`}
              >
                <span className="min-w-0 flex-1 basis-56">
                  <span className="flex items-center gap-2 font-medium">
                    <span className="flex shrink-0 text-fg-muted">
                      <CategoryIcon name={category.icon} />
                    </span>
                    <span className="truncate max-sm:whitespace-normal">{name}</span>
                    {visibility === "customers" && <Badge tone="info">{t("customersOnly")}</Badge>}
                  </span>
                  <span className="block truncate ps-6 text-fg-muted text-sm">{description}</span>
                </span>
                <span className="text-fg-muted text-sm tabular-nums max-sm:ps-6 sm:w-24 sm:text-end">
                  {t("categories.articles", { count: articles })}
                </span>
              </Link>
              <MoveButtons
                action={orderHelpCategoriesAction}
                field="ids"
                ids={tree.filter((one) => one.parentId === parentId).map((one) => one.id)}
                id={id}
                upLabel={t("categories.up", { name })}
                downLabel={t("categories.down", { name })}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
