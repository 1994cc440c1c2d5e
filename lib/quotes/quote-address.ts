import type { QuoteVersion } from "./types";

/** What a customer can be about to do on a quote's page. */
export const QUOTE_PAGE_STEPS = ["accept", "decline", "changes"] as const;
export type QuotePageStep = (typeof QUOTE_PAGE_STEPS)[number];

type SearchParams = Record<string, string | string[] | undefined>;

/** What the address of a quote's page asks for. */
export type QuoteView = {
  /** The version that is shown; null before the first one was sent. */
  shown: QuoteVersion | null;
  /** An earlier one that it is compared with. */
  compared: QuoteVersion | null;
  isLatest: boolean;
  step: QuotePageStep | null;
};

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readQuoteAddress(params: SearchParams, versions: readonly QuoteVersion[]): QuoteView {
  const latest = versions.reduce<QuoteVersion | null>(
    (best, one) => (best && best.version > one.version ? best : one),
    null,
  );
  const named = (value: string | string[] | undefined) =>
    versions.find((one) => String(one.version) === value) ?? null;
  const shown = named(params.version) ?? latest;
  const compared = named(params.compare);
  const isLatest = shown === latest;
  return {
    shown,
    compared: shown && compared && compared.version < shown.version ? compared : null,
    isLatest,
    step: isLatest ? (QUOTE_PAGE_STEPS.find((step) => step === params.step) ?? null) : null,
  };
}

/** The query string of a quote's page, for links on it. */
export function quoteQuery(
  view: Pick<QuoteView, "shown" | "compared" | "isLatest">,
  change: { version?: number; compare?: number | null; step?: QuotePageStep } = {},
): string {
  const query = new URLSearchParams();
  const version = change.version ?? (view.isLatest ? undefined : view.shown?.version);
  if (version !== undefined) query.set("version", String(version));
  const compare = change.compare === undefined ? view.compared?.version : change.compare;
  if (compare) query.set("compare", String(compare));
  if (change.step) query.set("step", change.step);
  const text = query.toString();
  return text && `?${text}`;
}
