import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Lock } from "@/components/ui/icons";
import type { HelpBranch } from "@/lib/knowledge/help-types";
import { CategoryIcon } from "./category-icon";

/** The topics at the top with what is inside them. */
export async function CategoryCards({ branches }: { branches: readonly HelpBranch[] }) {
  const t = await getTranslations("help.home");
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {branches.map((branch) => (
        <li
          key={branch.slug}
          className="relative flex gap-3.5 rounded-lg border p-4 transition-colors focus-within:border-line-hover hover:border-line-hover sm:flex-col sm:p-5"
        >
          <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-primary-light text-primary-text [&_.icon]:size-5">
            <CategoryIcon name={branch.icon} />
          </span>
          <div className="flex min-w-0 flex-1 flex-col">
            <h3 className="font-semibold">
              {/* The whole card leads there; the topics inside lie above it. */}
              <Link
                href={`/help/category/${branch.slug}` as Route}
                prefetch={false}
                className="rounded-sm after:absolute after:inset-0 after:rounded-lg"
              >
                {branch.name}
              </Link>
            </h3>
            <p className="mt-1 text-base text-fg-secondary">{branch.description}</p>
            {branch.children.length > 0 && (
              <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-base">
                {branch.children.map(({ slug, name }) => (
                  <li key={slug} className="relative z-10">
                    <Link
                      href={`/help/category/${slug}` as Route}
                      prefetch={false}
                      className="hit-44 rounded-sm text-primary-text underline decoration-transparent underline-offset-2 transition-colors hover:decoration-current"
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
            <p className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-3 text-fg-muted text-sm">
              {t("articles", { count: branch.total })}
              {branch.isPrivate && (
                <span className="flex items-center gap-1.5">
                  <Lock aria-hidden className="size-3.5" />
                  {t("signedInOnly")}
                </span>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
