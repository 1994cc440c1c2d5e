import type { Branding } from "@/lib/branding/branding";

const TEAL = "#0f6f6f";

/** The colours of an e-mail: mail programs understand hex, and no variables. */
export const COLORS = {
  page: "#f7f6f4",
  card: "#ffffff",
  line: "#e4e1dc",
  text: "#1f2423",
  quiet: "#66706d",
} as const;

export const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** For programs that know colour schemes. The classes stand beside the inline styles of the frame. */
export const DARK_STYLES = `
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #131211 !important; }
  .card { background: #1c1b1a !important; border-color: #34322f !important; }
  .text, .text blockquote { color: #f1f0ee !important; }
  .quiet, .quiet a { color: #a9a5a0 !important; }
  .text a, .brand { color: #63c9c4 !important; }
  .text td, .text th, .text blockquote, .row { border-color: #46433f !important; }
  .text pre { background: #262523 !important; color: #f1f0ee !important; }
}
`;

/** The brand's colour where a mail program understands it, else ours; and the colour of words on it. */
export function accentOf({ primaryColor }: Branding): { accent: string; words: string } {
  const accent = primaryColor !== null && /^#[0-9a-f]{6}$/i.test(primaryColor) ? primaryColor : TEAL;
  return { accent, words: wordsOn(accent) };
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
