import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { ShellViewer } from "./account-panel";
import type { NavigationEntry } from "./navigation";

/** More digits than these would push the word beside them away. */
const MOST_SHOWN = 99;

/** How many of what an entry leads to are not settled yet; nothing while there are none. In red when some are late. */
export async function OpenCount({
  entry,
  viewer,
}: {
  entry: Pick<NavigationEntry, "counts">;
  viewer: ShellViewer;
}) {
  const count = entry.counts && viewer[entry.counts];
  if (!count || count.open === 0) return null;
  const t = await getTranslations("shell.openCount");
  return (
    <span
      className={cx(
        "ms-auto rounded-sm px-1.5 text-xs leading-[1.125rem] tabular-nums",
        count.overdue > 0 ? "bg-error-soft text-error-text" : "bg-active text-fg-secondary",
      )}
    >
      <span aria-hidden>{count.open > MOST_SHOWN ? `${MOST_SHOWN}+` : count.open}</span>
      <span className="sr-only">
        {count.overdue > 0 ? t("overdue", { open: count.open, overdue: count.overdue }) : t("open", count)}
      </span>
    </span>
  );
}
