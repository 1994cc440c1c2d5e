/** A product in one line of text, by which a form without script names it: "Inyathi speaker (SPK-INYATHI)". */
export function productLabel({ name, sku }: { name: string; sku: string }): string {
  return `${name} (${sku})`;
}

/** The SKU at the end of such a line, or null for words. */
export function skuOfLabel(text: string): string | null {
  return /\(([^()]{1,80})\)\s*$/.exec(text)?.[1] ?? null;
}
