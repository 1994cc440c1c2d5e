import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";

/** Figures as a document writes them, in its own locale. */
export function formatsOf(locale: string, currency: string) {
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 3 });
  return {
    money: (amount: number) => formatMoney({ amount, currency }, locale),
    quantity: (value: number) => quantity.format(value),
    percent: (rate: number) => percent.format(rate),
    // A day is a day, whatever the zone: written and read in UTC.
    day: (day: string) => formatDate(`${day}T00:00:00Z`, locale, "UTC"),
  };
}

export type Formats = ReturnType<typeof formatsOf>;
