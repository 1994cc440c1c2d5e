import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Angry, Flag, Frown } from "@/components/ui/icons";
import type { StaffTicketSummary } from "@/lib/tickets/types";
import type { InsightFlag } from "@/lib/triage/types";

/**
 * Why somebody should look at a ticket, as triage read it: an unhappy customer, and the first thing that was flagged.
 * Nothing where there is nothing, and once staff have judged it.
 */
export async function LookMarks({
  ticket: { mood, flags },
  isBrief = false,
  className,
}: {
  ticket: Pick<StaffTicketSummary, "mood" | "flags">;
  /** In a row: one flag stands for all, and gives way to its icon where there is no room. */
  isBrief?: boolean;
  className?: string;
}) {
  // Anger is said once.
  const named = flags.filter((flag) => flag !== "anger" || mood !== "angry");
  if (!mood && named.length === 0) return null;
  const t = await getTranslations("insights.card");
  const words = named.map((flag) => t(`flag.${flag as InsightFlag}`));
  const shown = isBrief ? words.slice(0, 1) : words;
  const label = isBrief && "@max-[58rem]:sr-only";
  return (
    <span className={cx("inline-flex items-center gap-1", !isBrief && "flex-wrap", className)}>
      {mood && (
        <Badge
          tone={mood === "angry" ? "error" : "warning"}
          icon={mood === "angry" ? <Angry aria-hidden /> : <Frown aria-hidden />}
        >
          <span className={cx(label)}>{t(`sentiment.${mood}`)}</span>
        </Badge>
      )}
      {shown.map((word) => (
        <Badge key={word} tone="warning" icon={<Flag aria-hidden />}>
          <span className={cx(label)}>{word}</span>
          {isBrief && words.length > 1 && (
            <>
              <span aria-hidden>+{words.length - 1}</span>
              <span className="sr-only">{words.slice(1).join(", ")}</span>
            </>
          )}
        </Badge>
      ))}
    </span>
  );
}
