import { createTranslator } from "next-intl";
import { formatDate, formatDateTime, type Moment } from "@/lib/core/dates";
import { formatMoney, type Money } from "@/lib/core/money";
import texts from "@/messages/en/assistant-answers.json";
import domains from "@/messages/en/domains.json";
import invoices from "@/messages/en/invoices.json";
import orders from "@/messages/en/orders.json";
import quotes from "@/messages/en/quote-pages.json";
import services from "@/messages/en/services.json";
import tickets from "@/messages/en/tickets.json";

/**
 * The texts of facts and answers. Not those of the request: an answer goes on when its request is gone. Labels
 * are those of the pages, so that what is said here is found there.
 */
export const words = createTranslator({
  locale: "en",
  messages: { ...texts, domains, invoices, orders, quotes, services, tickets },
});

/** How moments, days and amounts are written for one person. */
export type Writing = {
  date(moment: Moment): string;
  /** A calendar day, "2026-11-21". */
  day(day: string): string;
  time(moment: Moment): string;
  money(money: Money): string;
};

export function writingFor({ locale, timeZone }: { locale: string; timeZone: string }): Writing {
  return {
    date: (moment) => formatDate(moment, locale, timeZone),
    day: (day) => formatDate(`${day.slice(0, 10)}T12:00:00Z`, locale, "UTC"),
    time: (moment) => formatDateTime(moment, locale, timeZone),
    money: (money) => formatMoney(money, locale),
  };
}
