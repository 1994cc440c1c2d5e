import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ChevronRight } from "@/components/ui/icons";
import type { HelpPath } from "@/lib/knowledge/help-types";

/** The way from the front of the help centre to this page. */
export async function Breadcrumb({ path }: { path: HelpPath }) {
  const t = await getTranslations("help.path");
  const steps = [
    { href: "/help", name: t("home") },
    ...path.map(({ slug, name }) => ({ href: `/help/category/${slug}`, name })),
  ];
  return (
    <nav aria-label={t("label")} className="print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-fg-muted text-sm">
        {steps.map(({ href, name }, index) => (
          <li key={href} className="flex items-center gap-1.5">
            {index > 0 && <ChevronRight aria-hidden className="size-3.5" />}
            <Link
              href={href as Route}
              prefetch={false}
              className="hit-44 rounded-sm transition-colors hover:text-fg hover:underline"
            >
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
