const FIELDS = ["line1", "line2", "suburb"] as const;

/**
 * A stored address line by line, whatever is in it: street, suburb, town with its code, province, country.
 * Countries are ISO codes and written in the language of `locale`.
 */
export function addressLines(address: unknown, locale: string): string[] {
  const values = new Map(Object.entries((address ?? {}) as object));
  const text = (key: string) => {
    const value: unknown = values.get(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const town = [text("city"), text("postalCode")].filter(Boolean).join(" ");
  return [...FIELDS.map(text), town, text("province"), countryName(text("country"), locale)].filter(Boolean);
}

function countryName(code: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([locale, "en"], { type: "region" }).of(code) ?? code;
}

/** A text of several lines as its lines, without empty ones. */
export function textLines(text: unknown): string[] {
  if (typeof text !== "string") return [];
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
