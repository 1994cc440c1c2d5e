import "server-only";
import { getTranslations } from "next-intl/server";
import type { Audience } from "@/lib/tickets/types";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import type { ComposerTexts } from "./composer";
import type { LightboxTexts } from "./lightbox";
import type { NewTicketTexts } from "./new-ticket-form";
import type { RatingTexts } from "./rating-form";
import type { ConfirmTexts } from "./status-button";

/**
 * The words of the client components, looked up here because the browser carries no message catalogue.
 * `raw` keeps `{name}` in a text that is filled in the browser.
 */

async function uploadTexts(locale: string) {
  const t = await getTranslations("tickets.uploads");
  return {
    tray: {
      label: t("label"),
      uploading: t.raw("uploading") as string,
      remove: t.raw("remove") as string,
      retry: t.raw("retry") as string,
      locale,
    },
    upload: {
      tooLarge: t("errors.too_large"),
      tooMany: t("tooMany", { count: MAX_FILES }),
      network: t("network"),
      signedOut: t("signedOut"),
    },
    hint: t("hint", { count: MAX_FILES, megabytes: MAX_FILE_BYTES / 2 ** 20 }),
  };
}

/** Words of `Composer`, in a reply. */
export async function composerTexts(audience: Audience, locale: string): Promise<ComposerTexts> {
  const [t, { tray, upload }] = await Promise.all([getTranslations("tickets.composer"), uploadTexts(locale)]);
  return {
    label: t("label"),
    placeholder: t(`placeholder.${audience}`),
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
    sendAnyway: t("sendAnyway"),
    edit: t("edit"),
    signIn: t("signIn"),
    tray,
    upload,
  };
}

/** Words of `NewTicketForm`. */
export async function newTicketTexts(locale: string): Promise<NewTicketTexts> {
  const [t, composer, { tray, upload, hint }] = await Promise.all([
    getTranslations("tickets.new"),
    getTranslations("tickets.composer"),
    uploadTexts(locale),
  ]);
  return {
    subject: t("subject"),
    subjectHint: t("subjectHint"),
    description: t("description"),
    files: t("files"),
    filesLabel: t("filesLabel"),
    filesHint: hint,
    submit: t("submit"),
    saved: composer("saved"),
    signIn: composer("signIn"),
    network: composer("failed"),
    alreadySent: t("alreadySent"),
    markdown: { write: t("write"), preview: t("preview"), empty: t("previewEmpty"), hint: t("markdown") },
    tray,
    upload,
  };
}

export async function ratingTexts(): Promise<RatingTexts> {
  const t = await getTranslations("tickets.rating");
  return {
    title: t("title"),
    grades: [t("grades.1"), t("grades.2"), t("grades.3"), t("grades.4"), t("grades.5")],
    comment: t("comment"),
    optional: t("optional"),
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
