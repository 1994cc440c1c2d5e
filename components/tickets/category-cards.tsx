import type { Route } from "next";
import Link from "next/link";
import type { TicketCategory } from "@/lib/tickets/types";

export const CATEGORY_GRID = "grid max-w-4xl gap-2 sm:grid-cols-2 lg:grid-cols-3";

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
    <ul aria-label={label} className={CATEGORY_GRID}>
      {categories.map(({ slug, label: name, description }) => (
        <li key={slug}>
          <Link
            href={hrefOf(slug)}
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
