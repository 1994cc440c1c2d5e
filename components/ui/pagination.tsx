import type { Route } from "next";
import { LinkButton } from "./link-button";

/** The way to the next page of a keyset-paginated list; nothing when this was the last one. */
export function Pagination({
  nextHref,
  nextLabel,
  firstHref,
  firstLabel,
  summary,
}: {
  nextHref: Route | null;
  nextLabel: string;
  /** Back to the beginning, when this is not it. */
  firstHref?: Route | null;
  firstLabel?: string;
  /** "50 of 1,204 tickets" */
  summary?: string;
}) {
  if (!nextHref && !firstHref && !summary) return null;
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 px-4 py-2 text-fg-muted text-sm">
      <span>{summary}</span>
      <span className="flex gap-2">
        {firstHref && firstLabel && (
          <LinkButton href={firstHref} size="sm" variant="ghost">
            {firstLabel}
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} size="sm" rel="next">
            {nextLabel}
          </LinkButton>
        )}
      </span>
    </div>
  );
}
