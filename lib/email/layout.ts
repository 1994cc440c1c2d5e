import type { Branding } from "@/lib/branding/branding";
import { escapeHtml } from "./html";

export type EmailContent = {
  branding: Branding;
  /** BCP 47, for screen readers and hyphenation. */
  locale: string;
  subject: string;
  /** What a list of e-mails shows after the subject. */
  preheader: string;
  /** The line above which an answer is written. */
  marker?: string;
  heading: string;
  /** The line below the heading: what the e-mail is about. */
  about: string;
  /** Markup of the middle, made by us: everything in it is escaped already. */
  bodyHtml: string;
  /** The one thing to do. `hint` introduces the address in full, for programs that show no buttons. */
  action: { label: string; href: string; hint: string };
  /** Why this person gets this e-mail, in small print. */
  footer: readonly string[];
};

const TEAL = "#0f6f6f";
const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * The frame of every e-mail. Tables and inline styles, because that is what mail programs agree on; those
 * that know colour schemes get a dark one.
 */
export function renderEmail(content: EmailContent): string {
  const { branding, action } = content;
  const accent = isHex(branding.primaryColor) ? branding.primaryColor : TEAL;
  const href = escapeHtml(action.href);
  return `<!doctype html>
<html lang="${escapeHtml(content.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(content.subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #131211 !important; }
  .card { background: #1c1b1a !important; border-color: #34322f !important; }
  .text, .text blockquote { color: #f1f0ee !important; }
  .quiet, .quiet a { color: #a9a5a0 !important; }
  .text a, .brand { color: #63c9c4 !important; }
  .text td, .text th, .text blockquote { border-color: #46433f !important; }
  .text pre { background: #262523 !important; color: #f1f0ee !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f7f6f4">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(content.preheader)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td class="page" align="center" style="padding:32px 16px;background:#f7f6f4">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="card" style="padding:28px 28px 24px;background:#ffffff;border:1px solid #e4e1dc;border-radius:10px;font-family:${FONT}">
${content.marker ? `<p class="quiet" style="margin:0 0 16px;font-size:12px;line-height:16px;color:#66706d">${escapeHtml(content.marker)}</p>\n` : ""}<p class="brand" style="margin:0 0 20px;font-size:15px;line-height:20px;font-weight:600;color:${accent}">${brandMark(branding)}</p>
<h1 class="text" style="margin:0 0 4px;font-size:20px;line-height:26px;font-weight:600;color:#1f2423">${escapeHtml(content.heading)}</h1>
<p class="quiet" style="margin:0 0 20px;font-size:14px;line-height:20px;color:#66706d">${escapeHtml(content.about)}</p>
<div class="text" style="font-size:16px;line-height:24px;color:#1f2423">${content.bodyHtml}</div>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 16px"><tr>
<td style="border-radius:6px;background:${accent}"><a href="${href}" style="display:inline-block;padding:10px 18px;font-family:${FONT};font-size:16px;line-height:20px;font-weight:600;color:${wordsOn(accent)};text-decoration:none">${escapeHtml(action.label)}</a></td>
</tr></table>
<p class="quiet" style="margin:0;font-size:13px;line-height:20px;color:#66706d">${escapeHtml(action.hint)} <a href="${href}" style="color:#66706d;word-break:break-all">${href}</a></p>
</td></tr>
<tr><td class="quiet" style="padding:16px 28px;font-family:${FONT};font-size:13px;line-height:20px;color:#66706d">${content.footer.map(escapeHtml).join("<br>")}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** The logo when it has an address that a mail program can load, else the name. */
function brandMark({ name, logoUrl }: Branding): string {
  if (!logoUrl?.startsWith("https://")) return escapeHtml(name);
  return `<img src="${escapeHtml(logoUrl)}" alt="${escapeHtml(name)}" height="24" style="display:block;height:24px;border:0">`;
}

function isHex(color: string | null): color is string {
  return color !== null && /^#[0-9a-f]{6}$/i.test(color);
}

/** White words, or dark ones where the accent is too light for white (a contrast of 4.5). */
function wordsOn(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.183 ? "#131211" : "#ffffff";
}
