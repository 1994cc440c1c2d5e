import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { QUEUE_CELLS, type QueueCell } from "./queue-rows";

/** Two columns are as narrow as what they hold: their names are for those who cannot see that. */
const UNSEEN: readonly QueueCell[] = ["priority", "assignee"];

// biome-ignore-start lint/a11y/useSemanticElements: the rows are no table element either, see queue-list
// biome-ignore-start lint/a11y/useFocusableInteractive: a table, not a grid
/** The names of the columns of the queue. */
export async function QueueHead() {
  const t = await getTranslations("desk.queue.column");
  return (Object.keys(QUEUE_CELLS) as QueueCell[]).map((name) => (
    <span key={name} role="columnheader" className={cx("block shrink-0", QUEUE_CELLS[name])}>
      <span className={UNSEEN.includes(name) ? "sr-only" : undefined}>{t(name)}</span>
    </span>
  ));
}
// biome-ignore-end lint/a11y/useFocusableInteractive: a table, not a grid
// biome-ignore-end lint/a11y/useSemanticElements: the rows are no table element either, see queue-list
