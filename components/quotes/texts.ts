import "server-only";
import { getTranslations } from "next-intl/server";
import { trayTexts } from "@/components/tickets/texts";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import type { ChangeFieldsTexts, ChangeFormTexts } from "./change-form";
import type { DecisionTexts } from "./decision-form";
import type { RequestFormTexts } from "./request-form";
import type { ValidityTexts } from "./validity";

/**
 * The words of the client components, looked up here because the browser carries no message catalogue.
 * `raw` keeps `{name}` in a text that is filled in the browser.
 */

export async function validityTexts(): Promise<ValidityTexts> {
  const t = await getTranslations("quote-pages.validity");
  const forms = (unit: "days" | "hours" | "minutes" | "seconds") => ({
    one: t.raw(`${unit}.one`) as string,
    other: t.raw(`${unit}.other`) as string,
  });
  return {
    over: t("over"),
    days: forms("days"),
    hours: forms("hours"),
    minutes: forms("minutes"),
    seconds: forms("seconds"),
  };
}

export async function requestFormTexts(locale: string): Promise<RequestFormTexts> {
  const [t, tray] = await Promise.all([getTranslations("quote-pages.new"), trayTexts(locale)]);
  return {
    name: t("name"),
    nameHint: t("nameHint"),
    optional: t("optional"),
    message: t("message"),
    messageHint: t("messageHint"),
    files: t("files"),
    filesLabel: t("filesLabel"),
    filesHint: t("filesHint", { count: MAX_FILES, megabytes: MAX_FILE_BYTES / 2 ** 20 }),
    submit: t("submit"),
    saved: t("saved"),
    signIn: t("signIn"),
    network: t("network"),
    alreadySent: t("alreadySent"),
    lines: {
      legend: t("items"),
      hint: t("itemsHint"),
      columns: { item: t("columns.item"), quantity: t("columns.quantity") },
      item: t.raw("item") as string,
      placeholder: t("itemPlaceholder"),
      quantity: t.raw("quantity") as string,
      remove: t.raw("remove") as string,
      add: t("add"),
      each: t.raw("each") as string,
      combobox: { results: t("results"), none: t("none"), failed: t("failed") },
    },
    tray,
  };
}

export async function decisionTexts(kind: "accept" | "decline", version: number): Promise<DecisionTexts> {
  const t = await getTranslations("quote-pages.actions");
  if (kind === "accept") return { submit: t("acceptSubmit", { version }), signIn: t("signIn") };
  return {
    submit: t("declineSubmit"),
    signIn: t("signIn"),
    reason: t("reason"),
    reasonHint: t("reasonHint"),
  };
}

export async function changeFormTexts(): Promise<ChangeFormTexts> {
  const t = await getTranslations("quote-pages.changes");
  return {
    message: t("message"),
    messageHint: t("messageHint"),
    submit: t("submit"),
    cancel: t("cancel"),
    saved: t("saved"),
    signIn: t("signIn"),
    network: t("network"),
  };
}

export async function changeFieldsTexts(name: string): Promise<ChangeFieldsTexts> {
  const t = await getTranslations("quote-pages.changes");
  return {
    quantity: t("quantity", { name }),
    wish: t("wish", { name }),
    placeholder: t("placeholder"),
    leaveOut: t("leaveOut"),
  };
}
