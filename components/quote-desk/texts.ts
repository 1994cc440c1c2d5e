import "server-only";
import { getTranslations } from "next-intl/server";
import type { DecisionTexts } from "@/components/quotes/decision-form";
import type { BuilderTexts } from "./builder";
import type { NewQuoteTexts } from "./new-quote-form";

/**
 * The words of the client components, looked up here because the browser carries no message catalogue.
 * `raw` keeps `{name}` in a text that is filled in the browser.
 */

export async function builderTexts(): Promise<BuilderTexts> {
  const t = await getTranslations("quote-desk.builder");
  /** All the words of a part, as they stand. */
  const part = <K extends string>(name: Parameters<typeof t.raw>[0]) => t.raw(name) as Record<K, string>;
  const { results, none, failed, ...row } = part<
    Exclude<keyof BuilderTexts["row"], "combobox"> | "results" | "none" | "failed"
  >("row");
  const faults = t.raw("faults") as Record<string, Record<string, string>>;
  return {
    title: t("title"),
    note: t("note"),
    noteHint: t("noteHint"),
    terms: t("terms"),
    termsHint: t("termsHint"),
    optional: t("optional"),
    add: t("add"),
    lines: t("lines"),
    moved: t.raw("moved") as string,
    send: t("send"),
    preview: t("preview"),
    nothing: t("nothing"),
    row: { ...row, combobox: { results, none, failed } },
    totals: part("totals"),
    validity: part("validity"),
    save: part("save"),
    conflict: part("conflict"),
    wish: part("wish"),
    dialog: part("dialog"),
    leftover: part("leftover"),
    faults: Object.fromEntries(
      Object.entries(faults).flatMap(([field, words]) =>
        Object.entries(words).map(([fault, sentence]) => [`${field}.${fault}`, sentence]),
      ),
    ),
  };
}

export async function withdrawTexts(): Promise<DecisionTexts> {
  const t = await getTranslations("quote-desk.withdraw");
  return { submit: t("submit"), signIn: t("signIn"), reason: t("reason"), reasonHint: t("reasonHint") };
}

/** Words of `NewQuoteForm`. */
export async function newQuoteTexts(): Promise<NewQuoteTexts> {
  const t = await getTranslations("quote-desk.new");
  return {
    customer: t("customer"),
    customerHint: t("customerHint"),
    name: t("name"),
    nameHint: t("nameHint"),
    message: t("message"),
    messageHint: t("messageHint"),
    optional: t("optional"),
    submit: t("submit"),
    failed: t("failed"),
    picker: {
      placeholder: t("customerPlaceholder"),
      none: t("customerNone"),
      failed: t("customerFailed"),
      change: t("customerChange"),
    },
  };
}
