import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { DeskCounts } from "@/lib/tickets/desk-types";
import { type QueueAddress, queueHref } from "@/lib/tickets/desk-views";

type Figure = "open" | "inProgress" | "resolvedToday" | "urgent" | "breached" | "atRisk";

const FIGURES: readonly { figure: Figure; address: QueueAddress; tone?: string }[] = [
  { figure: "open", address: { view: "open", filters: {} } },
  { figure: "inProgress", address: { view: "open", filters: { status: ["assigned", "in_progress"] } } },
  { figure: "resolvedToday", address: { view: "resolved", filters: { resolved: "today" } } },
  { figure: "urgent", address: { view: "urgent", filters: {} }, tone: "text-error-text" },
  { figure: "breached", address: { view: "breached", filters: {} }, tone: "text-error-text" },
  { figure: "atRisk", address: { view: "at_risk", filters: {} }, tone: "text-warning-text" },
];

/** The queue in six figures, each the way to the tickets that it counts. Colour only where somebody should look. */
export async function QueueFigures({ counts, current }: { counts: DeskCounts; current: string }) {
  const t = await getTranslations("queue.figures");
  return (
    <nav aria-label={t("label")}>
      <ul className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-6">
        {FIGURES.map(({ figure, address, tone }) => {
          const href = queueHref(address);
          return (
            <li key={figure} className="flex bg-paper">
              <Link
                href={href as Route}
                aria-current={href === current ? "page" : undefined}
                className="flex min-w-0 flex-1 flex-col px-3 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-active sm:px-4"
              >
                <span className={cx("font-semibold text-lg tabular-nums", counts[figure] > 0 && tone)}>
                  {counts[figure]}
                </span>
                <span className="truncate text-fg-muted text-xs">{t(figure)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
