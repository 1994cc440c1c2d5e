import { toBranding } from "@/lib/branding/branding";
import type { Delivery } from "./outbox-types";
import { inWords } from "./words";

/**
 * What a browser shows of a notification: what happened, never what was written, because it stands on a screen that
 * others may see.
 */
export function pushMessage({ notification, reader, branding }: Delivery) {
  const audience = reader.role === "customer" ? "customer" : "staff";
  const { title, href, data } = inWords(notification, audience, reader.locale);
  const brand = toBranding(branding).name;
  const number = typeof data.number === "string" && data.number ? data.number : null;
  return {
    title,
    body: number ? `${number} · ${brand}` : brand,
    url: href ?? (audience === "staff" ? "/admin/notifications" : "/portal/notifications"),
    tag: notification.id,
  };
}
