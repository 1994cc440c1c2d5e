import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { MoveButtons } from "@/components/ui/move-buttons";
import { orderCategoriesAction } from "@/lib/categories/actions";
import { type Category, COUNTED_UP_TO } from "@/lib/categories/types";

/** The categories in the order in which customers choose, with buttons that move them for those who may. */
export async function CategoryList({
  categories,
  canChange,
}: {
  categories: readonly Category[];
  canChange: boolean;
}) {
  const t = await getTranslations("categories");
  const slugs = categories.map(({ slug }) => slug);
  return (
    <Card flush>
      <ul aria-label={t("list")} className="divide-y">
        {categories.map((category) => (
          <li key={category.slug} className="flex items-center gap-2 pe-2 hover:bg-hover">
            <Link
              href={`/admin/settings/categories/${category.slug}` as Route}
              prefetch={false}
              className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-0.5 px-4 py-2.5 focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1 basis-56">
                <span className="flex items-center gap-2 font-medium">
                  <span className="truncate">{category.label}</span>
                  {!category.isActive && <Badge>{t("inactive")}</Badge>}
                </span>
                <span className="block truncate text-fg-muted text-sm">{category.description}</span>
              </span>
              <span className="flex flex-wrap gap-x-4 text-fg-muted text-sm tabular-nums sm:w-56 sm:justify-between">
                <span>
                  {t("types", { count: category.issueTypes.filter((type) => type.isActive).length })}
                </span>
                <span>
                  {category.tickets >= COUNTED_UP_TO
                    ? t("ticketsMore")
                    : t("tickets", { count: category.tickets })}
                </span>
              </span>
            </Link>
            {canChange && (
              <MoveButtons
                action={orderCategoriesAction}
                field="slugs"
                ids={slugs}
                id={category.slug}
                upLabel={t("up", { label: category.label })}
                downLabel={t("down", { label: category.label })}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
