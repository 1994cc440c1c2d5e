import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** A list of rows parted by hairlines. Put it in a flush `Card`, or straight on the page. */
export function List({
  label,
  className,
  children,
}: {
  label?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <ul aria-label={label} className={cx("divide-y", className)}>
      {children}
    </ul>
  );
}

/**
 * One row: what leads, a title, a second line, and what stands at the end. With `href` all of it is one link,
 * which fetches nothing ahead: fifty of them in sight would be fifty requests.
 */
export function ListRow({
  href,
  leading,
  title,
  detail,
  trailing,
  aside,
  unread = false,
  unreadLabel,
  dense = false,
  className,
}: {
  href?: Route;
  /** An icon or an avatar. */
  leading?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** A status, a time, an amount. */
  trailing?: ReactNode;
  /** A button at the very end. It stands beside the link, for a link holds no buttons. */
  aside?: ReactNode;
  /** Shows a dot and stronger words; `unreadLabel` says it aloud. */
  unread?: boolean;
  unreadLabel?: string;
  dense?: boolean;
  className?: string;
}) {
  const body = (
    <>
      {unread && (
        <span className="absolute start-1.5 top-1/2 size-1.5 -translate-y-1/2 rounded-full max-sm:top-[1.375rem] bg-primary">
          {unreadLabel && <span className="sr-only">{unreadLabel}</span>}
        </span>
      )}
      {leading && (
        <span className="flex shrink-0 text-fg-muted max-sm:self-start max-sm:pt-0.5">{leading}</span>
      )}
      <span className="flex min-w-0 flex-1 gap-x-4 gap-y-1 max-sm:flex-col sm:items-center">
        <span className="min-w-0 flex-1">
          <span
            className={cx(
              "block truncate text-fg max-sm:line-clamp-2 max-sm:whitespace-normal",
              unread ? "font-semibold" : "font-medium",
            )}
          >
            {title}
          </span>
          {detail && <span className="block truncate text-fg-muted text-sm">{detail}</span>}
        </span>
        {trailing && (
          <span className="flex shrink-0 items-center gap-3 text-fg-muted text-sm max-sm:justify-between">
            {trailing}
          </span>
        )}
      </span>
    </>
  );
  const look = cx(
    "relative flex items-center gap-3 px-4",
    dense ? "min-h-10 py-1.5 touch:min-h-11" : "min-h-11 py-2.5",
  );
  return (
    <li className={cx(Boolean(aside) && "flex items-center", className)}>
      {href ? (
        <Link
          href={href}
          prefetch={false}
          className={cx(
            look,
            Boolean(aside) && "min-w-0 flex-1",
            "transition-colors hover:bg-hover focus-visible:-outline-offset-2",
          )}
        >
          {body}
        </Link>
      ) : (
        <div className={cx(look, Boolean(aside) && "min-w-0 flex-1")}>{body}</div>
      )}
      {aside && <div className="shrink-0 pe-2">{aside}</div>}
    </li>
  );
}
