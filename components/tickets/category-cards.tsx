import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { TicketCategory } from "@/lib/tickets/types";

const GRID = "grid max-w-4xl gap-2 sm:grid-cols-2 lg:grid-cols-3";

/** The first question of a new ticket, as links: the answer decides what the form asks for. */
export function CategoryCards({
  categories,
  hrefOf,
  label,
}: {
  categories: readonly TicketCategory[];
  hrefOf: (slug: string) => Route;
  label: string;
}) {
  return (
    <ul aria-label={label} className={GRID}>
      {categories.map(({ slug, label: name, description }) => (
        <li key={slug}>
          <Link
            href={hrefOf(slug)}
            prefetch={false}
            className="block h-full rounded-lg border px-4 py-3 transition-colors hover:border-line-hover hover:bg-hover"
          >
            <span className="block font-medium text-base">{name}</span>
            <span className="block text-fg-muted text-sm">{description}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The first question while it loads, in its own geometry. */
export async function CategorySkeleton() {
  const t = await getTranslations("tickets");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        back={{ href: "/portal/tickets" as Route, label: t("list.title") }}
        title={t("new.title")}
        meta={t("new.about")}
        className="mb-6"
      />
      <div className={GRID}>
        {Array.from({ length: 12 }, (_, card) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cards are identical and never move
          <div key={card} className="rounded-lg border px-4 py-3">
            <Skeleton className="my-[0.34rem] h-2.5 w-32" />
            <Skeleton className="my-[0.3rem] h-2.5 w-48" />
          </div>
        ))}
      </div>
    </div>
  );
}
