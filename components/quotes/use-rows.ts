"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Where the focus goes once the rows are drawn: into a field of a row, by its `data-part`. */
type Target = { key: string; part: string } | null;

/** A key for a row that is not stored anywhere yet. */
export function newRowKey(): string {
  return `row-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}

/**
 * Rows that are written, added, removed and put in order. The focus follows the row that it is about:
 * `root` surrounds them, each row carries `data-row={key}` and its fields a `data-part`.
 */
export function useRows<Row extends { key: string }>(
  root: RefObject<HTMLElement | null>,
  initial: () => Row[],
  blank: (rows: readonly Row[]) => Row,
) {
  const [rows, setRows] = useState<Row[]>(initial);
  const target = useRef<Target>(null);

  useLayoutEffect(() => {
    const wanted = target.current;
    if (!wanted) return;
    target.current = null;
    const row = root.current?.querySelector(`[data-row="${CSS.escape(wanted.key)}"]`);
    row?.querySelector<HTMLElement>(`[data-part="${wanted.part}"]`)?.focus();
  });

  function focus(key: string, part: string) {
    target.current = { key, part };
  }

  function update(key: string, change: Partial<Row>) {
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...change } : row)));
  }

  /** Adds a row below the one named, or at the end, and writes on there. */
  function add(afterKey: string | null, part: string, max: number) {
    if (rows.length >= max) return;
    const row = blank(rows);
    const at = rows.findIndex(({ key }) => key === afterKey);
    setRows(at < 0 ? [...rows, row] : rows.toSpliced(at + 1, 0, row));
    focus(row.key, part);
  }

  /** Takes a row out; the last one is only emptied. */
  function remove(key: string, part: string) {
    const at = rows.findIndex((row) => row.key === key);
    const left = rows.filter((row) => row.key !== key);
    if (left.length === 0) left.push(blank(rows));
    setRows(left);
    const next = left[Math.min(at, left.length - 1)];
    if (next) focus(next.key, part);
  }

  /** Moves a row up (-1) or down (1); the focus stays on `part` of it. */
  function move(key: string, by: -1 | 1, part: string): number | null {
    const from = rows.findIndex((row) => row.key === key);
    const to = from + by;
    const row = rows[from];
    if (!row || to < 0 || to >= rows.length) return null;
    setRows(rows.toSpliced(from, 1).toSpliced(to, 0, row));
    focus(key, part);
    return to + 1;
  }

  /** The row below, or a new one after the last: what Enter does. */
  function goDown(key: string, part: string, max: number) {
    const next = rows[rows.findIndex((row) => row.key === key) + 1];
    if (!next) return add(key, part, max);
    root.current
      ?.querySelector(`[data-row="${CSS.escape(next.key)}"]`)
      ?.querySelector<HTMLElement>(`[data-part="${part}"]`)
      ?.focus();
  }

  return { rows, setRows, update, add, remove, move, goDown };
}
