import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Mail programs drop style sheets, so each element carries its own. */
const STYLES: Record<string, string> = {
  p: "margin:0 0 12px",
  ul: "margin:0 0 12px;padding-left:22px",
  ol: "margin:0 0 12px;padding-left:22px",
  li: "margin:0 0 4px",
  blockquote: "margin:0 0 12px;padding-left:12px;border-left:3px solid #d8d4ce;color:#66706d",
  pre: "margin:0 0 12px;padding:10px 12px;border-radius:6px;background:#f1efec;color:#1f2423;white-space:pre-wrap",
  code: "font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px",
  table: "margin:0 0 12px;border-collapse:collapse",
  th: "padding:4px 10px 4px 0;border-bottom:1px solid #d8d4ce;text-align:left",
  td: "padding:4px 10px 4px 0;border-bottom:1px solid #e4e1dc;vertical-align:top",
  hr: "margin:16px 0;border:0;border-top:1px solid #e4e1dc",
  a: "color:#0f6f6f",
};
/** A heading inside a message is a line in bold: the e-mail has a heading of its own. */
const HEADING = "margin:0 0 8px;font-size:16px;font-weight:600";

/**
 * What somebody wrote in Markdown, as HTML for an e-mail. Raw HTML in it is shown as text and dangerous
 * addresses are dropped; pictures are named, not loaded, because loading one would tell its owner who
 * reads this.
 */
export function markdownToEmailHtml(markdown: string): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  // In micromark's output every "<" begins a tag of its own making: text has "&lt;".
  return html
    .replace(
      /<img src="([^"]*)" alt="([^"]*)"[^>]*>/g,
      (_tag, source: string, words: string) => words || source,
    )
    .replace(/<input type="checkbox"[^>]*?( checked="")?[^>]*>/g, (tag) =>
      tag.includes('checked=""') ? "☑" : "☐",
    )
    .replace(/<(\/?)h[1-6]\b[^>]*>/g, (_tag, slash: string) => (slash ? "</p>" : `<p style="${HEADING}">`))
    .replace(/<([a-z]+)(?=[\s>])(?! style=)/g, (tag, name: string) =>
      STYLES[name] ? `${tag} style="${STYLES[name]}"` : tag,
    );
}
