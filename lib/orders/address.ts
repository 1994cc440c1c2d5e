const LINES = [
  ["name"],
  ["company"],
  ["line1"],
  ["line2"],
  ["suburb"],
  ["city", "postalCode"],
  ["province"],
] as const;

/** An address as one writes it on a parcel. Sources differ in what they know: what is missing leaves no gap. */
export function addressLines(address: Record<string, unknown>, locale: string): string[] {
  const part = (name: string) => {
    const value = address[name];
    return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  };
  const lines = LINES.map((names) => names.map(part).filter(Boolean).join(" "));
  return [...lines, countryName(part("country"), locale)].filter(Boolean);
}

function countryName(country: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(country) ?? country;
}
