import { AsyncLocalStorage } from "node:async_hooks";
import { readFile } from "node:fs/promises";
import type { App } from "@supabase/lite";
import type { MailType, Settings } from "../settings.ts";
import type { Outbox } from "./outbox.ts";

type Mailer = NonNullable<App["_mailer"]>;

/**
 * Where the page that asked for an e-mail wants its reader to go. Lite drops it on the way to its mailer,
 * so the gateway leaves it here.
 */
export const redirectTarget = new AsyncLocalStorage<string>();

interface Letter {
  readonly type: MailType;
  readonly to: string;
  readonly token: string;
  readonly tokenHash: string;
  readonly email: string;
  readonly newEmail: string;
}

/** Writes Supabase Auth's e-mails from the templates of config.toml into the outbox. */
export function createMailer(outbox: Outbox, settings: Settings, siteUrl: string): Mailer {
  const send = async ({ type, to, token, tokenHash, email, newEmail }: Letter) => {
    const template = settings.templates[type];
    if (!template) throw new Error(`supabase/config.toml has no e-mail template "${type}".`);
    const values = {
      Token: token,
      TokenHash: tokenHash,
      SiteURL: siteUrl,
      Email: email,
      NewEmail: newEmail,
      RedirectTo: allowedRedirect(redirectTarget.getStore(), siteUrl, settings.redirectUrls),
    };
    const html = fillHtml(await readFile(template.path, "utf8"), values);
    const subject = fill(template.subject, values, (text) => text);
    await outbox.add({ channel: "email", to, subject, text: asText(html), html });
  };
  const letter = (type: MailType) => (to: string, tokenHash: string, token: string) =>
    send({ type, to, token, tokenHash, email: to, newEmail: to });
  return {
    sendConfirmation: letter("confirmation"),
    sendRecovery: letter("recovery"),
    sendMagicLink: letter("magic_link"),
    sendEmailChange: (to, tokenHash, token, meta) =>
      send({
        type: "email_change",
        to,
        token,
        tokenHash,
        email: meta?.currentEmail ?? to,
        newEmail: meta?.newEmail ?? to,
      }),
    async sendReauthentication(to, token) {
      const text = `Enter this code to continue: ${token}`;
      await outbox.add({ channel: "email", to, subject: `${token} is your code`, text });
    },
  };
}

/**
 * The target of a link in an e-mail: what the page asked for when config.toml allows it, else the site.
 * As on hosted, `*` stands for anything but `.` and `/`, `**` for anything.
 */
function allowedRedirect(target: string | undefined, siteUrl: string, patterns: readonly string[]): string {
  if (!target || !URL.canParse(target)) return siteUrl;
  if (new URL(target).origin === new URL(siteUrl).origin) return target;
  return patterns.some((pattern) => globToRegExp(pattern).test(target)) ? target : siteUrl;
}

function globToRegExp(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === "**") return ".*";
      if (part === "*") return "[^./]*";
      return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`);
}

type Escape = (text: string, offset: number) => string;

/** Go's template syntax, as far as Supabase's e-mails use it. */
function fill(template: string, values: Record<string, string>, escaped: Escape): string {
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string, offset: number) =>
    escaped(values[name] ?? "", offset),
  );
}

/** Values are escaped for their place, as html/template does: in a link, all but its beginning is a parameter. */
function fillHtml(template: string, values: Record<string, string>): string {
  const withLinks = template.replace(
    /href="([^"]*)"/g,
    (_, href: string) =>
      `href="${fill(href, values, (text, offset) => escapeHtml(offset === 0 ? text : encodeURIComponent(text)))}"`,
  );
  return fill(withLinks, values, escapeHtml);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** The plain part of an e-mail: its words, with each link's address after it. */
function asText(html: string): string {
  return html
    .replace(/<(style|title)[\s\S]*?<\/\1>/gi, "")
    .replace(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, "$2: $1")
    .replace(/<\/(p|h1|h2|div|tr|table)>/gi, "\n\n")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
