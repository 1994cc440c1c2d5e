import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { Tabs } from "@/components/ui/tabs";
import type { DeskCounts } from "@/lib/tickets/desk-types";
import { DESK_VIEWS, type DeskView, queueHref } from "@/lib/tickets/desk-views";

/** Which figure stands beside a view; the settled ones are counted by nobody. */
const COUNT: Partial<Record<DeskView, keyof DeskCounts>> = {
  open: "open",
  mine: "mine",
  unassigned: "unassigned",
  urgent: "urgent",
  at_risk: "atRisk",
  breached: "breached",
  waiting: "waitingCustomer",
};

/** The saved views with their counts: a column on a desk, a row of tabs where that is too wide. */
export async function QueueViews({ counts, active }: { counts: DeskCounts; active: DeskView }) {
  const t = await getTranslations("desk.views");
  const views = DESK_VIEWS.map((view) => {
    const figure = COUNT[view];
    return {
      view,
      label: t(view),
      href: queueHref({ view, filters: {} }) as Route,
      count: figure && counts[figure],
      active: view === active,
    };
  });
  return (
    <>
      <Tabs label={t("label")} tabs={views} className="-mx-4 px-2 lg:hidden" />
      <nav aria-label={t("label")} className="hidden lg:block">
        <ul className="sticky top-16 flex flex-col gap-px">
          {views.map(({ view, label, href, count, active }) => (
            <li key={view} className={view === "urgent" || view === "resolved" ? "mt-3" : undefined}>
              <Link
                href={href}
                aria-current={active ? "page" : undefined}
                className="flex h-8 items-center justify-between gap-2 rounded-md px-2 text-fg-secondary text-sm transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:font-medium aria-[current]:text-fg"
              >
                {label}
                {count !== undefined && (
                  <span
                    className={cx(
                      "text-xs",
                      view === "breached" && count > 0 ? "font-medium text-error-text" : "text-fg-muted",
                    )}
                  >
                    {count}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
