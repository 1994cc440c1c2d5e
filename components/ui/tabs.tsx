import type { Route } from "next";
import Link from "next/link";
import { cx } from "./cx";

export type Tab = { href: Route; label: string; count?: number | undefined; active?: boolean };

/** Views of one list, each with an address of its own. They scroll sideways when a phone is too narrow. */
export function Tabs({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly Tab[];
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cx("scrollbar-none overflow-x-auto border-b print:hidden", className)}>
      <ul className="flex min-w-max gap-5">
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              href={tab.href}
              aria-current={tab.active ? "page" : undefined}
              className={cx(
                "relative flex h-10 items-center gap-1.5 font-medium text-fg-muted text-sm transition-colors touch:h-11",
                "hover:text-fg focus-visible:-outline-offset-2",
                "after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full after:bg-transparent",
                "aria-[current]:text-fg aria-[current]:after:bg-primary aria-[current]:[scroll-initial-target:nearest]",
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="rounded-sm bg-active px-1.5 text-fg-secondary text-xs leading-[1.125rem]">
                  {tab.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
