import { createTranslator } from "next-intl";
import { toBranding } from "@/lib/branding/branding";
import { formatDateTime } from "@/lib/core/dates";
import { truncate } from "@/lib/core/text";
import { type Email, type EmailContent, renderEmail } from "@/lib/email/render";
import messages from "@/messages/en/email.json";
import notificationMessages from "@/messages/en/notifications.json";
import type { Delivery, Digest, OutboxReader } from "./outbox-types";
import { unsubscribePage } from "./unsubscribe";
import { inWords, PREFERENCES_PAGE } from "./words";

const MOST_IN_DIGEST = 30;
const SUBJECT_LENGTH = 200;

const translate = () => createTranslator({ locale: "en", messages });
const audienceOf = ({ role }: OutboxReader) => (role === "customer" ? "customer" : "staff");

/** One notification as an e-mail. `siteUrl` is the portal's public origin. */
export async function notificationEmail(delivery: Delivery, siteUrl: string): Promise<Email> {
  const t = translate();
  const { reader, group, unsubscribe } = delivery;
  const branding = toBranding(delivery.branding);
  const { title, detail, href } = inWords(delivery.notification, audienceOf(reader), reader.locale);
  const groupName = notificationMessages.group[group].toLowerCase();
  return letter({
    branding,
    locale: "en",
    subject: truncate(detail ? t("notification.subject", { title, detail }) : title, SUBJECT_LENGTH),
    preheader: detail ?? t("notification.reason", { brand: branding.name }),
    heading: title,
    about: detail,
    action:
      href === null
        ? null
        : {
            label: t("notification.action"),
            href: siteUrl + href,
            hint: t("notification.link"),
          },
    footer: [
      t("notification.reason", { brand: branding.name }),
      ...(group === "security" ? [t("notification.security")] : []),
    ],
    links: endings(siteUrl, reader, unsubscribe, t("notification.unsubscribe", { group: groupName })),
  });
}

/** What somebody has not read since their last digest, in one e-mail. */
export async function digestEmail(digest: Digest, siteUrl: string): Promise<Email> {
  const t = translate();
  const { reader, unsubscribe } = digest;
  const branding = toBranding(digest.branding);
  const audience = audienceOf(reader);
  const brand = branding.name;
  const count = digest.items.length;
  const items = digest.items.slice(0, MOST_IN_DIGEST).map((record) => {
    const { id, title, detail, href, createdAt } = inWords(record, audience, reader.locale);
    return {
      id,
      title,
      detail,
      at: formatDateTime(createdAt, reader.locale, reader.timeZone),
      href: href && siteUrl + href,
    };
  });
  const more = count - items.length;
  return letter({
    branding,
    locale: "en",
    subject: t("digest.subject", { count, brand }),
    preheader: truncate(items.map(({ title }) => title).join(" · "), 120),
    heading: t("digest.heading", { kind: digest.digest ?? "daily", brand }),
    about: t("digest.about", { count }),
    items,
    action: {
      label: t("digest.action"),
      href: `${siteUrl}/${audience === "staff" ? "admin" : "portal"}/notifications`,
      hint: t("digest.link"),
    },
    footer: [...(more > 0 ? [t("digest.more", { count: more })] : []), t("notification.reason", { brand })],
    links: endings(siteUrl, reader, unsubscribe, t("notification.unsubscribeAll")),
  });
}

/** Where to choose what one gets, and where to end it. */
function endings(siteUrl: string, reader: OutboxReader, token: string | null, label: string) {
  const choose = {
    label: translate()("notification.preferences"),
    href: siteUrl + PREFERENCES_PAGE[audienceOf(reader)],
  };
  return token === null ? [choose] : [choose, { label, href: unsubscribePage(siteUrl, token) }];
}

/** Both forms of an e-mail from what it says. */
async function letter(content: EmailContent): Promise<Email> {
  const { subject, heading, about, items = [], action, footer, links = [] } = content;
  const news = items.map(({ title, detail, at, href }) =>
    [detail ? `${title} · ${detail}` : title, at, href].filter((line) => line !== null).join("\n"),
  );
  const small = [...footer, ...links.map(({ label, href }) => `${label}: ${href}`)];
  const text = [
    heading,
    about,
    ...news,
    action && `${action.label}: ${action.href}`,
    ["-- ", ...small].join("\n"),
  ]
    .filter((part) => part !== null)
    .join("\n\n");
  return { subject, text, html: await renderEmail(content) };
}
