type Bought = { number: string; items: readonly { id: string; sku: string; name: string }[] };

/** Links to the shop for one order: one for all of it, or one for each line, as the template allows. */
export type BuyAgain = { order: string | null; items: ReadonlyMap<string, string> };

/**
 * Fills the address that the shop gave: `{sku}` and `{name}` stand for a line, `{order}` and `{skus}` (parted by
 * commas) for the order. An address that is not http or https is as if there were none.
 */
export function buyAgainLinks(template: string | null, order: Bought): BuyAgain {
  const fill = (values: Record<string, string>) => toLink(template, values);
  const skus = order.items.map(({ sku }) => sku).join(",");
  if (template && /\{(sku|name)\}/.test(template)) {
    const links = order.items.flatMap(({ id, sku, name }) => {
      const link = fill({ sku, name, skus, order: order.number });
      return link ? [[id, link] as const] : [];
    });
    return { order: null, items: new Map(links) };
  }
  return { order: fill({ skus, order: order.number }), items: new Map() };
}

function toLink(template: string | null, values: Record<string, string>): string | null {
  const filled = (template ?? "").replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ""),
  );
  if (!URL.canParse(filled)) return null;
  const { protocol, href } = new URL(filled);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
