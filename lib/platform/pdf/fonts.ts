import { existsSync } from "node:fs";
import { join } from "node:path";
import { Font } from "@react-pdf/renderer";

/** In this order each character takes the first font that has it. */
export const FONT_STACK = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Thai"];

const PACKAGES = [
  ["Noto Sans", "noto-sans"],
  ["Noto Sans Arabic", "noto-sans-arabic"],
  ["Noto Sans Thai", "noto-sans-thai"],
] as const;
const WEIGHTS = [
  [400, "400Regular"],
  [600, "600SemiBold"],
] as const;

/** Longer than words are. Beyond it, a word may break anywhere rather than leave its column. */
const LONGEST_WORD = 18;

let ready: Promise<void> | undefined;

/** Reads the fonts, once for the life of the process. */
export function prepareFonts(): Promise<void> {
  ready ??= loadFonts().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function loadFonts(): Promise<void> {
  for (const [family, name] of PACKAGES) {
    for (const [fontWeight, folder] of WEIGHTS) {
      const file = `${family.replaceAll(" ", "")}_${folder}.ttf`;
      Font.register({ family, src: fontFile(name, folder, file), fontWeight });
      await Font.load({ fontFamily: family, fontWeight });
    }
  }
  alignBaselines();
  keepLettersWhole();
  Font.registerHyphenationCallback(breakWord);
}

function fontFile(name: string, folder: string, file: string): string {
  // Not by `require.resolve`, which a bundler would answer at build time with a path of its own.
  const path = join(process.cwd(), "node_modules", "@expo-google-fonts", name, folder, file);
  if (!existsSync(path)) throw new Error(`font not found: ${path}. Run npm ci in the project's folder.`);
  return path;
}

/**
 * A line's baseline lies below the highest ascent of its fonts, and a line keeps its height: with a taller
 * font in it, words would slide into the next line. All fonts get the metrics of the first.
 */
function alignBaselines(): void {
  for (const [fontWeight] of WEIGHTS) {
    const [model, ...others] = PACKAGES.map(([fontFamily]) => Font.getFont({ fontFamily, fontWeight })?.data);
    for (const font of others) {
      if (!model || !font) continue;
      for (const metric of ["ascent", "descent", "lineGap"] as const) {
        const value = (model[metric] / model.unitsPerEm) * font.unitsPerEm;
        Object.defineProperty(font, metric, { value });
      }
    }
  }
}

type ShapingFont = { layout: (text: string, features?: unknown, ...rest: unknown[]) => unknown };

/** The type of a font does not name the method that the renderer shapes with. */
function canShape(font: object): font is ShapingFont {
  return "layout" in font && typeof font.layout === "function";
}

/** The Arabic font would set letters and their dots as glyphs of their own again, see `joinArabic`. */
function keepLettersWhole(): void {
  for (const [fontWeight] of WEIGHTS) {
    const font = Font.getFont({ fontFamily: "Noto Sans Arabic", fontWeight })?.data;
    if (!font || !canShape(font)) continue;
    const layout = font.layout.bind(font);
    font.layout = (text, _features, ...rest) => layout(text, { ccmp: false }, ...rest);
  }
}

/** Whether one of the fonts can show a character. */
export function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return PACKAGES.some(([fontFamily]) =>
    Font.getFont({ fontFamily, fontWeight: 400 })?.data?.hasGlyphForCodePoint(code),
  );
}

function breakWord(word: string | null): string[] {
  if (word === null) return [];
  return word.length > LONGEST_WORD ? Array.from(word) : [word];
}
