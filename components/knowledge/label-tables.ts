import { toString as textOf } from "mdast-util-to-string";
import type { ExtraProps } from "react-markdown";

type Element = NonNullable<ExtraProps["node"]>;
type Tree = { children: readonly unknown[] };

/** Narrower tables fit on a phone as they are. */
const WIDE = 3;

/**
 * A plugin for rehype: gives each cell of a wide table the words of its column, so that on a phone, where rows
 * become blocks, one still reads what a cell is. The roles stay what they are although the display changes.
 */
export function labelTables() {
  return (tree: Tree) => walk(tree.children as Element["children"]);
}

function walk(nodes: Element["children"]): void {
  for (const node of nodes) {
    if (node.type !== "element") continue;
    if (node.tagName === "table") label(node);
    else walk(node.children);
  }
}

function label(table: Element): void {
  const rows = elements(table).flatMap((part) => elements(part));
  const names = elements(rows[0]).map((cell) => textOf(cell).trim());
  if (names.length < WIDE) return;
  table.properties = { ...table.properties, dataWide: "", role: "table" };
  for (const part of elements(table)) part.properties = { ...part.properties, role: "rowgroup" };
  for (const row of rows) {
    row.properties = { ...row.properties, role: "row" };
    elements(row).forEach((cell, index) => {
      const role = cell.tagName === "th" ? "columnheader" : "cell";
      const isNamed = role === "cell" && index > 0 && Boolean(names[index]);
      cell.properties = { ...cell.properties, role, ...(isNamed && { dataLabel: names[index] }) };
    });
  }
}

function elements(node: Element | undefined): Element[] {
  return node?.children.filter((child) => child.type === "element") ?? [];
}
