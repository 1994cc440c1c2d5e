import "server-only";
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/min";

type Option = { value: string; label: string };

/** Every country with its calling code, by name. */
export function callingCountries(): Option[] {
  return named((code, name) => `${name} (+${getCountryCallingCode(code)})`);
}

/** Every country, by name. */
export function countries(): Option[] {
  return named((_, name) => name);
}

function named(label: (code: CountryCode, name: string) => string): Option[] {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  return getCountries()
    .map((value) => ({ value, label: label(value, names.of(value) ?? value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}
