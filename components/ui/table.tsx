import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** The first thing one reads in a row: it carries the row's link, and is the title of the card on a phone. */
  primary?: boolean;
  /** Leave it out of the card on a phone. */
  wideOnly?: boolean;
  /** Width or other layout classes of the column's cells. */
  className?: string;
};

/**
 * A table that becomes a list of cards below 640 px. The whole row answers to the pointer when
 * `href` is given, while one real link in the primary cell serves the keyboard and screen readers.
 * ARIA roles are spelled out because `display` on table parts takes them away.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  href,
  dense = false,
  className,
}: {
  /** Read by screen readers only. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  href?: (row: Row) => Route;
  dense?: boolean;
  className?: string;
}) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display: block removes the implicit ones
    <table role="table" className={cx("w-full border-collapse text-start text-sm max-sm:block", className)}>
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={cx(
                "h-9 whitespace-nowrap px-3 font-medium text-fg-muted text-xs first:ps-4 last:pe-4",
                column.align === "end" ? "text-end" : "text-start",
                column.className,
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className={cx(
              "relative border-b last:border-b-0 max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:px-4 max-sm:py-3",
              href && "transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover",
            )}
          >
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                className={cx(
                  "px-3 first:ps-4 last:pe-4 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:p-0!",
                  dense ? "h-10" : "h-11",
                  "max-sm:h-auto",
                  column.align === "end" && "text-end",
                  column.primary
                    ? "min-w-48 py-2 font-medium text-fg max-sm:text-base"
                    : "whitespace-nowrap text-fg-secondary max-sm:whitespace-normal",
                  column.wideOnly && "max-sm:hidden",
                  column.className,
                )}
              >
                {!column.primary && (
                  <span aria-hidden className="text-fg-muted sm:hidden">
                    {column.header}
                  </span>
                )}
                {column.primary && href ? (
                  <Link
                    href={href(row)}
                    prefetch={false}
                    className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
                  >
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: display: block removes the implicit ones
  );
}
