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
    <table role="table" className={cx("data-table", className)} data-dense={dense || undefined}>
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={cx(column.align === "end" && "text-end", column.className)}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" data-link={href ? "" : undefined}>
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                data-primary={column.primary ? "" : undefined}
                className={cx(
                  column.align === "end" && "text-end",
                  column.wideOnly && "max-sm:hidden",
                  column.className,
                )}
              >
                {!column.primary && !column.wideOnly && column.header && (
                  <span aria-hidden className="data-name">
                    {column.header}
                  </span>
                )}
                {column.primary && href ? (
                  <Link href={href(row)} prefetch={false}>
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
