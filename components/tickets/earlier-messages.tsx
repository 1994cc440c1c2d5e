import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { type Cursor, encodeCursor } from "@/lib/core/ids";

/** The way to older messages of a long thread, and back. */
export async function EarlierMessages({
  earlier,
  isLatest,
  href,
}: {
  /** Where the messages shown begin; null when there are none before. */
  earlier: Cursor | null;
  isLatest: boolean;
  /** The page of the messages before a cursor, of the latest without one. */
  href: (before?: string) => Route;
}) {
  if (!earlier && isLatest) return null;
  const t = await getTranslations("tickets.thread");
  return (
    <div className="flex justify-center gap-2 py-2">
      {earlier && (
        <LinkButton size="sm" href={href(encodeCursor(earlier))}>
          {t("earlier")}
        </LinkButton>
      )}
      {!isLatest && (
        <LinkButton size="sm" variant="ghost" href={href()}>
          {t("latest")}
        </LinkButton>
      )}
    </div>
  );
}
