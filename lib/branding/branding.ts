/** How a deployment calls itself and looks. Colours are CSS hex or oklch(); the logo is a path or URL of an image. */
export type Branding = {
  name: string;
  logoUrl: string | null;
  primaryColor: string | null;
  /** For the dark theme, where a colour must be lighter. Without it the other one is lifted. */
  primaryColorDark: string | null;
  /** For people whom the portal itself cannot help, such as those who cannot sign in. */
  supportEmail: string | null;
  /** Where the shop sells a thing again, with `{sku}`, `{name}`, `{order}` or `{skus}` in it. */
  buyAgainUrl: string | null;
};

/** Names what is kept of the branding, to forget it when it changes. */
export const BRANDING_TAG = "branding";

export const DEFAULT_BRANDING: Branding = {
  name: "Portico",
  logoUrl: null,
  primaryColor: null,
  primaryColorDark: null,
  supportEmail: null,
  buyAgainUrl: null,
};

/** Settings as they are stored, whatever is in them, as a branding with defaults. */
export function toBranding(stored: unknown): Branding {
  const values = new Map(Object.entries((stored ?? {}) as object));
  const text = (key: keyof Branding) => {
    const value: unknown = values.get(key);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
  };
  return {
    name: text("name") ?? DEFAULT_BRANDING.name,
    logoUrl: text("logoUrl"),
    primaryColor: text("primaryColor"),
    primaryColorDark: text("primaryColorDark"),
    supportEmail: text("supportEmail"),
    buyAgainUrl: text("buyAgainUrl"),
  };
}

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const OKLCH = /^oklch\(\s*([\d.]+)(%?)\s+[\d.]+%?\s+[\d.]+(?:deg)?\s*\)$/i;

/** Where dark words begin to read better than white ones; both have a contrast of at least 4.5 there. */
const LIGHT_FROM = 0.183;
const DARK_WORDS = "oklch(0.12 0.01 80)";
const WHITE_WORDS = "oklch(1 0 0)";

/** Relative luminance of a colour between 0 and 1, or null for what is not plainly a colour. */
function luminance(color: string): number | null {
  const oklch = OKLCH.exec(color);
  if (oklch) return (Number(oklch[1]) / (oklch[2] ? 100 : 1)) ** 3;
  const hex = HEX.exec(color)?.[1];
  if (!hex) return null;
  const pairs = hex.length === 3 ? Array.from(hex, (digit) => digit + digit) : (hex.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = pairs.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * A style sheet with the brand's colours, or null when there is nothing to override. Settings are typed by
 * people and end in a `<style>`: what is not plainly a colour is left out.
 */
export function brandStyle(branding: Branding): string | null {
  const light = onBrand(branding.primaryColor);
  const dark = onBrand(branding.primaryColorDark);
  const lines: string[] = [];
  if (light) lines.push(`--brand-primary:${light.color}`, `--brand-on-primary:${light.words}`);
  if (dark) lines.push(`--brand-primary-dark:${dark.color}`, `--brand-on-primary-dark:${dark.words}`);
  else if (light) {
    // The same hue, lifted until it reads on a dark page.
    lines.push(`--brand-primary-dark:oklch(from ${light.color} max(l,0.72) c h)`);
    lines.push(`--brand-on-primary-dark:${DARK_WORDS}`);
  }
  return lines.length > 0 ? `:root{${lines.join(";")}}` : null;
}

function onBrand(color: string | null): { color: string; words: string } | null {
  const brightness = color === null ? null : luminance(color);
  if (color === null || brightness === null) return null;
  return { color, words: brightness > LIGHT_FROM ? DARK_WORDS : WHITE_WORDS };
}
