import { readFileSync } from "node:fs";
import { join } from "node:path";

/** OKLCH: lightness 0–1, chroma, hue in degrees. */
export type Colour = { l: number; c: number; h: number };
export type Side = "light" | "dark";

const CSS = readFileSync(join(import.meta.dirname, "../../../app/globals.css"), "utf8");
const BLACK: Colour = { l: 0, c: 0, h: 0 };
const WHITE: Colour = { l: 1, c: 0, h: 0 };

/** The custom properties that the style sheet declares, unresolved. */
export const TOKENS = new Map(
  [...CSS.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [
    name,
    value.replace(/\s+/g, " ").trim(),
  ]),
);

/** Resolves a colour of the style sheet on one side of the theme; `overrides` stand for a brand's settings. */
export function resolve(
  value: string,
  side: Side,
  overrides: ReadonlyMap<string, string> = new Map(),
): Colour {
  const again = (inner: string) => resolve(inner, side, overrides);
  const text = value.trim();
  if (text === "black") return BLACK;
  if (text === "white") return WHITE;
  const [, name = "", inner = ""] = /^([\w-]+)\((.*)\)$/s.exec(text) ?? [];
  const parts = splitTop(inner);
  switch (name) {
    case "light-dark":
      return again(parts[side === "light" ? 0 : 1] ?? "");
    case "var": {
      const found = overrides.get(parts[0] ?? "") ?? TOKENS.get(parts[0] ?? "") ?? parts[1];
      if (found === undefined) throw new Error(`unknown token in ${text}`);
      return again(found);
    }
    case "color-mix": {
      const [, first = "", share = ""] = /^(.*) ([\d.]+)%$/.exec(parts[1] ?? "") ?? [];
      return mix(again(first), again(parts[2] ?? ""), Number(share) / 100);
    }
    case "oklch":
      return inner.startsWith("from ") ? relative(inner.slice(5), again) : literal(inner);
    default:
      throw new Error(`not a colour: ${text}`);
  }
}

function literal(inner: string): Colour {
  const [l = 0, c = 0, h = 0] = inner.split(/[\s/]+/).map(Number);
  return { l, c, h };
}

/** `oklch(from <colour> max(l, 0.7) c h)`, the one form in use. */
function relative(inner: string, again: (value: string) => Colour): Colour {
  const [, source = "", bound, limit] = /^(.*) (min|max)\(l, ?([\d.]+)\) c h$/.exec(inner) ?? [];
  const base = again(source);
  return { ...base, l: bound === "min" ? Math.min(base.l, Number(limit)) : Math.max(base.l, Number(limit)) };
}

function splitTop(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, letter] of [...inner].entries()) {
    if (letter === "(") depth += 1;
    else if (letter === ")") depth -= 1;
    else if (letter === "," && depth === 0) {
      parts.push(inner.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, inner.slice(start).trim()];
}

function toLab({ l, c, h }: Colour) {
  const angle = (h * Math.PI) / 180;
  return { l, a: c * Math.cos(angle), b: c * Math.sin(angle) };
}

function mix(first: Colour, second: Colour, share: number): Colour {
  const [one, two] = [toLab(first), toLab(second)];
  const part = (x: number, y: number) => x * share + y * (1 - share);
  const [a, b] = [part(one.a, two.a), part(one.b, two.b)];
  return { l: part(one.l, two.l), c: Math.hypot(a, b), h: (Math.atan2(b, a) * 180) / Math.PI };
}

/** Relative luminance as WCAG defines it, with what sRGB cannot show cut off. Matrices: https://bottosson.github.io/posts/oklab/ */
function luminance(colour: Colour): number {
  const { l, a, b } = toLab(colour);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio between 1 and 21. */
export function contrast(one: Colour, two: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
