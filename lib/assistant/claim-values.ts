// What in a text can be right or wrong to the digit: amounts, shares, spans of time, days, times of day.

import { fold, JUDGED_LANGUAGES, WEEKDAY_NAMES } from "./claim-words";

/** Values in one spelling each, so that equal ones are equal texts. */
export type Values = { money: string[]; percent: string[]; spans: string[]; days: string[]; times: string[] };

const NUMBER = String.raw`\d(?:[\d.,'’\s]*\d)?`;
const SYMBOL = String.raw`(?:R\$|US\$|[$€£¥₹₦]|\b(?:R|ZAR|USD|EUR|GBP|NAD|BWP|KES|NGN|INR|JPY|CHF|AUD|CAD)\b|\bR(?=\d))`;
const WORD =
  "(?:rands?|zar|usd|eur|gbp|brl|dollars?|dolares?|dolar|dollar|euros?|reais|real|pounds?|livres?|libras?|pond|pfund|cents?|centavos?|centimes?|sent)";
const SCALE = String.raw`(?:\s?(k|m|thousand|million|bn|billion|duisend|duizend|tausend|mille|mil|miljoen|millionen|millions?|millones|milhoes|mio|mln)\b)?`;
const MONEY = new RegExp(
  String.raw`(${SYMBOL})\s?(${NUMBER})${SCALE}|(?<![\d.,-])(${NUMBER})${SCALE}\s?(${WORD}\b|[€£$])`,
  "giu",
);
const PERCENT = new RegExp(
  String.raw`(?<![\d.,])(${NUMBER})\s?(?:%|per ?cent\b|percent\b|persent\b|procent\b|prozent\b|pour ?cent\b|por ciento\b|por cento\b)`,
  "giu",
);

const CURRENCIES: Record<string, string> = {
  r: "ZAR",
  rand: "ZAR",
  rands: "ZAR",
  r$: "BRL",
  $: "USD",
  us$: "USD",
  dollar: "USD",
  dollars: "USD",
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  "£": "GBP",
  pound: "GBP",
  pounds: "GBP",
  pond: "GBP",
  pfund: "GBP",
  libra: "GBP",
  libras: "GBP",
  livre: "GBP",
  livres: "GBP",
  dolar: "USD",
  dolare: "USD",
  dolares: "USD",
  real: "BRL",
  reais: "BRL",
  "¥": "JPY",
  "₹": "INR",
  "₦": "NGN",
};
const SCALES: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
  ...Object.fromEntries(["duisend", "duizend", "tausend", "mille", "mil"].map((word) => [word, 1e3])),
  ...Object.fromEntries(
    ["miljoen", "millionen", "millions", "millones", "milhoes", "mio", "mln"].map((word) => [word, 1e6]),
  ),
};

/**
 * A number however it is grouped: "1 499,00", "1,499.00", "1.499,00" and "1499" are one. A mark with exactly three
 * digits behind it groups, unless nothing but a zero stands before it. Null for what is no number.
 */
export function readNumber(text: string): number | null {
  const bare = text.replace(/[\s'’]/g, "");
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const mark = bare[last] ?? "";
  const behind = last < 0 ? "" : bare.slice(last + 1);
  const before = last < 0 ? bare : bare.slice(0, last);
  const isAlone = last >= 0 && !/[.,]/.test(before);
  const isRepeated = last >= 0 && before.includes(mark);
  const groups = last >= 0 && behind.length === 3 && (isRepeated || (isAlone && !/^0+$/.test(before)));
  const value = Number(
    groups || last < 0 ? bare.replace(/[.,]/g, "") : `${before.replace(/[.,]/g, "")}.${behind}`,
  );
  return Number.isFinite(value) ? value : null;
}

function moneyIn(text: string): string[] {
  return [...text.matchAll(MONEY)].flatMap(([, symbol, ahead, scaleAhead, behind, scaleBehind, word]) => {
    const value = readNumber(ahead ?? behind ?? "");
    if (value === null) return [];
    const name = (symbol ?? word ?? "").toLowerCase();
    const times = SCALES[(scaleAhead ?? scaleBehind ?? "").toLowerCase()] ?? 1;
    if (/^(?:cents?|sent|centavos?|centimes?)$/.test(name)) return [`${value / 100} ?`];
    return [`${Number((value * times).toFixed(4))} ${CURRENCIES[name] ?? name.toUpperCase()}`];
  });
}

/** One to twelve, then 14, 15, 20, 24 and 30. */
const NUMERALS = [
  "een twee drie vier vyf ses sewe agt nege tien elf twaalf veertien vyftien twintig vier-en-twintig dertig",
  "een twee drie vier vijf zes zeven acht negen tien elf twaalf veertien vijftien twintig vierentwintig dertig",
  "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf vierzehn funfzehn zwanzig vierundzwanzig dreissig",
  "un deux trois quatre cinq six sept huit neuf dix onze douze quatorze quinze vingt vingt-quatre trente",
  "un dos tres cuatro cinco seis siete ocho nueve diez once doce catorce quince veinte veinticuatro treinta",
  "um dois tres quatro cinco seis sete oito nove dez onze doze catorze quinze vinte vinte-e-quatro trinta",
];
const NUMERAL_VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 20, 24, 30];
const COUNTS: Record<string, number> = Object.fromEntries([
  ...NUMERALS.flatMap((list) => list.split(" ").map((word, at) => [word, NUMERAL_VALUES[at] ?? 0])),
  ..."one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, index) => [word, index + 1]),
]);
Object.assign(COUNTS, { a: 1, an: 1, eine: 1, einer: 1, einem: 1, einen: 1, une: 1, una: 1, uno: 1, uma: 1 });
Object.assign(COUNTS, { zweier: 2, duas: 2, thirty: 30, forty: 40, sixty: 60, ninety: 90, dreißig: 30 });
const COUNT = String.raw`(?:\d{1,4}|${Object.keys(COUNTS).join("|")})`;
const UNITS: readonly (readonly [words: string, unit: string, times: number])[] = [
  ["minutes?|min|minuten|minuut|minute|minutos?", "minute", 1],
  ["hours?|hrs?|uur|uren|ure|stunden?|std|heures?|horas?", "hour", 1],
  ["days?|dag|dagen|dae|tage?n?|jours?|dias?", "day", 1],
  ["weeks?|weken|weke|wochen?|semaines?|semanas?", "day", 7],
  ["months?|maande?n?|monate?n?|monats|mois|mes|meses", "month", 1],
  ["years?|jaar|jare|jaren|jahre?n?|ans?|annees?|anos?", "month", 12],
];
/** Before the unit or grown together with it: "working days", "Werktage", "werkdagen". */
const WORKING = String.raw`(?:(?:working|business|open|office|week)[\s-]?|werks?|werk|arbeits|geschafts|kantoor|besigheids)`;
/** And behind it: "jours ouvrés", "días hábiles". */
const WORKING_AFTER = String.raw`\s(?:ouvres|ouvrables|habiles|laborables|uteis)`;
const SPAN = new RegExp(
  String.raw`(?<!\p{L})(?:(${COUNT})\s?(?:-|–|—|to|or|and|bis|oder|a|ou|o|of|tot|en|und|et|y|e)\s?)?(${COUNT})[\s-]?(?:full |calendar |more |whole |volle |ganze )?(${WORKING})?(${UNITS.map(([words]) => words).join("|")})(?!\p{L})(${WORKING_AFTER})?`,
  "giu",
);
const UNIT_WORDS = UNITS.map(
  ([words, unit, times]) => [new RegExp(`^(?:${words})$`, "i"), unit, times] as const,
);

function spansIn(text: string): string[] {
  return [...text.matchAll(SPAN)].flatMap(([, from, to, working, word = "", after]) => {
    const [, name, times] = UNIT_WORDS.find(([pattern]) => pattern.test(word)) ?? [null, "", 1];
    const kind = working || after ? "open " : "";
    return [from, to]
      .map((count) => (count ? (COUNTS[count.toLowerCase()] ?? Number(count)) : Number.NaN))
      .filter((count) => !Number.isNaN(count))
      .map((count) => `${count * times} ${kind}${name}`);
  });
}

const months = new Map<string, Map<string, number>>();

/** Names of months in a language and in English, as the languages write them beside a day. */
function monthNames(language: string): Map<string, number> {
  const known = months.get(language);
  if (known) return known;
  const names = new Map<string, number>();
  for (const locale of ["en", "en-ZA", language, ...JUDGED_LANGUAGES]) {
    // Written out in all of them; in short only where that is the reader's own way: "out" and "set" are words too.
    const isOwn = locale === language || locale.startsWith("en");
    for (const style of isOwn ? (["long", "short"] as const) : (["long"] as const)) {
      for (let month = 0; month < 12; month += 1) {
        const parts = formatMonth(locale, style, month);
        for (const name of parts) names.set(name, month + 1);
      }
    }
  }
  names.set("sept", 9);
  names.set("setiembre", 9);
  if (months.size < 50) months.set(language, names);
  return names;
}

function formatMonth(locale: string, style: "long" | "short", month: number): string[] {
  const day = new Date(Date.UTC(2026, month, 15));
  try {
    const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: style, timeZone: "UTC" });
    const name = format.formatToParts(day).find(({ type }) => type === "month")?.value ?? "";
    const bare = fold(name).toLowerCase().replace(/\.$/, "");
    return /\p{L}{3}/u.test(bare) ? [bare] : [];
  } catch {
    return [];
  }
}

const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const NUMERIC = /(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4})\b/g;
const DAY_MONTH =
  /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|er|re|e|\.|o|º)?\s(?:of |de )?(\p{L}{3,12})\.?(?:,?\s(?:de |del )?(\d{4}))?/giu;
const MONTH_DAY = /\b(\p{L}{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?\s(\d{4}))?/giu;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const WEEKDAY = new RegExp(
  `(?<!\\p{L})(?:${[...WEEKDAY_NAMES.keys()].join("|")}|sonnabend)(?!\\p{L})`,
  "giu",
);

/** Days as "2026-11-23", "--11-23" without a year, and weekdays as "friday". */
function daysIn(text: string, language: string): string[] {
  const names = monthNames(language);
  const day = (year: string | undefined, month: number | undefined, date: string | undefined) => {
    const [m, d] = [month ?? 0, Number(date)];
    if (m < 1 || m > 12 || d < 1 || d > 31) return [];
    return [`${year ?? "-"}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`];
  };
  return [
    ...[...text.matchAll(ISO)].flatMap(([, y, m, d]) => day(y, Number(m), d)),
    ...[...text.matchAll(NUMERIC)].flatMap(([, d, m, y]) => day(y, Number(m), d)),
    ...[...text.matchAll(DAY_MONTH)].flatMap(([, d, m, y]) => day(y, names.get((m ?? "").toLowerCase()), d)),
    ...[...text.matchAll(MONTH_DAY)].flatMap(([, m, d, y]) => day(y, names.get((m ?? "").toLowerCase()), d)),
    ...[...text.matchAll(WEEKDAY)].map(([name]) => WEEKDAY_NAMES.get(name.toLowerCase()) ?? "saturday"),
  ];
}

const CLOCK = /\b([01]?\d|2[0-3])[:h]([0-5]\d)\b(?:\s?([ap])\.?m\b)?/gi;
/** "14 Uhr", "14.30 Uhr", "14.30 uur", "14 h 30"; "14 uur" may be a span, and counts as one. */
const CLOCK_WORD =
  /\b([01]?\d|2[0-3])(?:[.:]([0-5]\d))?\s?uhr\b|\b([01]?\d|2[0-3])\.([0-5]\d)\s?uur\b|\b([01]?\d|2[0-3])\sh\s?([0-5]\d)\b/gi;
const CLOCK_12 = /\b(1[0-2]|[1-9])\s?([ap])\.?m\b/gi;

function timesIn(text: string): string[] {
  const at = (hour: number, minute: string, half: string | undefined) => {
    const h = half ? (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0) : hour;
    return `${h}:${minute}`;
  };
  return [
    ...[...text.matchAll(CLOCK)].map(([, h, m, half]) => at(Number(h), m ?? "00", half)),
    ...[...text.matchAll(CLOCK_WORD)].map(([, h, m, h2, m2, h3, m3]) =>
      at(Number(h ?? h2 ?? h3), m ?? m2 ?? m3 ?? "00", undefined),
    ),
    ...[...text.matchAll(CLOCK_12)].map(([, h, half]) => at(Number(h), "00", half)),
  ];
}

/** All such values of a text. `language` adds its names of months to the English ones. */
export function valuesIn(text: string, language: string): Values {
  const plain = fold(text.normalize("NFKC")).slice(0, 40_000);
  return {
    money: moneyIn(plain),
    percent: [...plain.matchAll(PERCENT)].flatMap(
      ([, number]) => String(readNumber(number ?? "") ?? "") || [],
    ),
    spans: spansIn(plain),
    days: daysIn(plain, language),
    times: timesIn(plain),
  };
}

/** Whether what is claimed stands among what is given. */
export function isAmong(claimed: Values, given: Values): boolean {
  return (
    claimed.money.every((amount) => hasAmount(given.money, amount)) &&
    claimed.percent.every((share) => given.percent.includes(share)) &&
    claimed.spans.every((span) => given.spans.includes(span)) &&
    claimed.days.every((day) => hasDay(given.days, day)) &&
    claimed.times.every((time) => given.times.includes(time))
  );
}

function hasAmount(given: readonly string[], amount: string): boolean {
  const [value, currency] = amount.split(" ");
  return given.some((one) => {
    const [number, unit] = one.split(" ");
    return number === value && (unit === currency || unit === "?" || currency === "?");
  });
}

function hasDay(given: readonly string[], day: string): boolean {
  if (given.includes(day)) return true;
  if (WEEKDAYS.includes(day)) return given.some((one) => weekdayOf(one) === day);
  // A day without its year is any of its kind; one that has a year is not proven by one that has none.
  return day.startsWith("--") && given.some((one) => one.slice(4) === day.slice(1));
}

function weekdayOf(day: string): string | undefined {
  return /^\d{4}-/.test(day) ? WEEKDAYS[new Date(`${day}T12:00:00Z`).getUTCDay()] : undefined;
}
