import "server-only";
import { getTranslations } from "next-intl/server";
import { VIEW_STATUSES } from "@/lib/tickets/status";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import type { ComposerTexts } from "./composer";
import type { ConfirmTexts } from "./confirm-dialog";
import type { LightboxTexts } from "./lightbox-dialog";
import type { NewTicketTexts } from "./new-ticket-form";
import type { RatingTexts } from "./rating-form";
import type { TrayTexts } from "./upload-tray";

/**
 * The words of the client components, looked up here because the browser carries no message catalogue.
 * `raw` keeps `{name}` in a text that is filled in the browser.
 */

/** Words of the tray of files that are on their way. */
export async function trayTexts(locale: string): Promise<TrayTexts> {
  const t = await getTranslations("tickets.uploads");
  return {
    label: t("label"),
    uploading: t.raw("uploading") as string,
    remove: t.raw("remove") as string,
    retry: t.raw("retry") as string,
    blurred: t("blurred"),
    tooLarge: t("errors.too_large"),
    tooMany: t("tooMany", { count: MAX_FILES }),
    network: t("network"),
    signedOut: t("signedOut"),
    locale,
  };
}

/** Words of `Composer`, in a reply. */
export async function composerTexts(locale: string): Promise<ComposerTexts> {
  const [t, tray] = await Promise.all([getTranslations("tickets.composer"), trayTexts(locale)]);
  return {
    label: t("label"),
    placeholder: t("placeholder"),
    send: t("send"),
    attach: t("attach"),
    photo: t("photo"),
    drop: t("drop"),
    saved: t("saved"),
    shortcut: t("shortcut"),
    outgoing: t("outgoing"),
    sending: t("sending"),
    failed: t("failed"),
    retry: t("retry"),
    edit: t("edit"),
    signIn: t("signIn"),
    tray,
  };
}

/** Tickets in one of these are offered while a subject is typed. */
const OPEN = VIEW_STATUSES.open ?? [];

/** Words of `NewTicketForm`. */
export async function newTicketTexts(
  locale: string,
  { isAboutOrder }: { isAboutOrder: boolean },
): Promise<NewTicketTexts> {
  const [t, words, composer, tray] = await Promise.all([
    getTranslations("tickets.new"),
    getTranslations("tickets"),
    getTranslations("tickets.composer"),
    trayTexts(locale),
  ]);
  return {
    progress: t.raw("progress") as string,
    back: t("back"),
    next: t("next"),
    details: t("details"),
    photo: t("photo"),
    suggestions: {
      articles: t("suggestions.articles"),
      tickets: t("suggestions.tickets"),
      thisIsIt: t("suggestions.thisIsIt"),
      answersIt: t("suggestions.answersIt"),
      answered: t("suggestions.answered"),
      status: Object.fromEntries(OPEN.map((status) => [status, words(`status.customer.${status}`)])),
    },
    subject: t("subject"),
    subjectHint: t("subjectHint"),
    description: t("description"),
    files: t("files"),
    filesLabel: t("filesLabel"),
    filesHint: t(isAboutOrder ? "filesHintOrder" : "filesHint", {
      count: MAX_FILES,
      megabytes: MAX_FILE_BYTES / 2 ** 20,
    }),
    submit: t("submit"),
    saved: composer("saved"),
    signIn: composer("signIn"),
    network: composer("failed"),
    alreadySent: t("alreadySent"),
    markdown: { write: t("write"), preview: t("preview"), empty: t("previewEmpty"), hint: t("markdown") },
    tray,
  };
}

export async function ratingTexts(): Promise<RatingTexts> {
  const t = await getTranslations("tickets.rating");
  return {
    title: t("title"),
    grades: [t("grades.1"), t("grades.2"), t("grades.3"), t("grades.4"), t("grades.5")],
    comment: t("comment"),
    optional: t("optional"),
    low: t("low"),
    send: t("send"),
    skip: t("skip"),
  };
}

/** The question before a ticket is closed or cancelled. */
export async function confirmTexts(action: "close" | "cancel"): Promise<ConfirmTexts> {
  const t = await getTranslations("tickets.actions");
  return {
    title: t(`confirm.${action}.title`),
    description: t(`confirm.${action}.description`),
    reason: t("confirm.reason"),
    confirm: t(`confirm.${action}.confirm`),
    cancel: t("confirm.keep"),
    close: t("confirm.dismiss"),
  };
}

export async function lightboxTexts(): Promise<LightboxTexts> {
  const t = await getTranslations("tickets.attachments");
  return {
    label: t("large"),
    close: t("close"),
    next: t("next"),
    previous: t("previous"),
    open: t("open"),
  };
}
