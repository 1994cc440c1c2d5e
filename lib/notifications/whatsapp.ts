import { toBranding } from "@/lib/branding/branding";
import { truncate } from "@/lib/core/text";
import type { Delivery } from "./outbox-types";
import { inWords } from "./words";

/** What can fill a place of a template. */
export const TEMPLATE_PARAMETERS = ["name", "title", "detail", "number", "brand", "link"] as const;
export type TemplateParameter = (typeof TEMPLATE_PARAMETERS)[number];

export const TEMPLATE_STATUSES = ["pending", "approved", "rejected", "paused"] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

const MAX_LENGTH = 200;

/** The values for the places of a delivery's template, in order, and the message in words for a developer's inbox. */
export function templateValues(delivery: Delivery, siteUrl: string): { values: string[]; preview: string } {
  const { notification, reader, branding, whatsapp } = delivery;
  const audience = reader.role === "customer" ? "customer" : "staff";
  const { title, detail, href, data } = inWords(notification, audience, reader.locale);
  const known: Record<TemplateParameter, string> = {
    name: reader.fullName,
    title,
    detail: detail ?? "",
    number: typeof data.number === "string" ? data.number : "",
    brand: toBranding(branding).name,
    link: siteUrl + (href ?? ""),
  };
  return {
    values: (whatsapp?.parameters ?? []).map((key) => placeable(known[key])),
    preview: [title, detail, known.link].filter(Boolean).join("\n"),
  };
}

/** WhatsApp refuses a value that is empty, or has line breaks or several spaces in a row. */
function placeable(text: string): string {
  return truncate(text.replace(/\s+/g, " ").trim(), MAX_LENGTH) || "–";
}
