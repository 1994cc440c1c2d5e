import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { DeskCounts } from "@/lib/tickets/desk-types";
import { type DeskView, queueHref } from "@/lib/tickets/desk-views";

const FIGURES: readonly { view: DeskView; count: keyof DeskCounts; tone?: string }[] = [
  { view: "open", count: "open" },
  { view: "unassigned", count: "unassigned" },
  { view: "mine", count: "mine" },
  { view: "urgent", count: "urgent" },
  { view: "at_risk", count: "atRisk", tone: "text-warning-text" },
  { view: "breached", count: "breached", tone: "text-error-text" },
  { view: "waiting", count: "waitingCustomer" },
  { view: "resolved", count: "resolvedToday" },
];

/** The desk in eight figures, each a way into the queue. Colour only where a figure asks for somebody. */
export async function DeskFigures({ counts }: { counts: DeskCounts }) {
  const t = await getTranslations("desk.overview");
  return (
    <nav aria-label={t("figures")}>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-4 xl:grid-cols-8">
        {FIGURES.map(({ view, count, tone }) => (
          <li key={view} className="flex bg-paper">
            <Link
              href={queueHref({ view, filters: {} }) as Route}
              prefetch={false}
              className="flex min-w-0 flex-1 flex-col px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className={cx("font-semibold text-xl", counts[count] > 0 && tone)}>{counts[count]}</span>
              <span className="truncate text-fg-muted text-sm">{t(view)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
