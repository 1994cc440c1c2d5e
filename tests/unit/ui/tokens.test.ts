import { describe, expect, test } from "vitest";
import { brandStyle, DEFAULT_BRANDING } from "@/lib/branding/branding";
import { contrast, resolve, type Side, TOKENS } from "./colour.ts";

const SIDES: readonly Side[] = ["light", "dark"];
const SURFACES = ["default", "paper", "hover", "active"].map((name) => `--background-${name}`);
const STATES = ["success", "warning", "error", "info"] as const;
const TEXT = 4.5;
const LARGE = 3;

type Pair = [foreground: string, background: string, atLeast: number];

const PAIRS: Pair[] = [
  ...["primary", "secondary", "muted"].flatMap((text) =>
    SURFACES.map((surface): Pair => [`--text-${text}`, surface, TEXT]),
  ),
  ...[...SURFACES, "--primary-light"].map((surface): Pair => ["--primary-text", surface, TEXT]),
  ["--primary-contrast", "--primary-color", TEXT],
  ["--primary-contrast", "--primary-dark", TEXT],
  ["--text-inverse", "--background-inverse", TEXT],
  ["--error-contrast", "--error-color", TEXT],
  ["--focus-ring", "--background-paper", LARGE],
  ["--focus-ring", "--background-default", LARGE],
  ...STATES.flatMap((state): Pair[] => [
    [`--${state}-text`, `--${state}-soft`, TEXT],
    [`--${state}-text`, "--background-paper", TEXT],
    [`--${state}-color`, `--${state}-soft`, LARGE],
    [`--${state}-color`, "--background-paper", LARGE],
    [`--${state}-color`, "--background-hover", LARGE],
  ]),
];

describe.each(SIDES)("in the %s theme", (side) => {
  test.each(PAIRS)("%s reads on %s", (foreground, background, atLeast) => {
    const ratio = contrast(resolve(`var(${foreground})`, side), resolve(`var(${background})`, side));
    expect(ratio).toBeGreaterThanOrEqual(atLeast);
  });

  // A light yellow, a navy, a red in the middle: brands do not ask whether they can be read.
  test.each(["oklch(0.9 0.16 100)", "oklch(0.25 0.08 260)", "oklch(0.6 0.2 25)"])(
    "words stay readable with the brand colour %s",
    (primaryColor) => {
      const style = brandStyle({ ...DEFAULT_BRANDING, primaryColor }) ?? "";
      const brand = new Map(
        [...style.matchAll(/(--[\w-]+):([^;}]+)/g)].map(([, name = "", value = ""]) => [name, value]),
      );
      const colour = (name: string) => resolve(`var(${name})`, side, brand);
      expect(contrast(colour("--primary-contrast"), colour("--primary-color"))).toBeGreaterThanOrEqual(TEXT);
      for (const surface of SURFACES) {
        expect(contrast(colour("--primary-text"), colour(surface)), surface).toBeGreaterThanOrEqual(TEXT);
        expect(contrast(colour("--focus-ring"), colour(surface)), surface).toBeGreaterThanOrEqual(LARGE);
      }
    },
  );
});

test("every colour resolves in both themes", () => {
  const colours = [...TOKENS.keys()].filter((name) => !name.startsWith("--shadow"));
  expect(colours.length).toBeGreaterThan(40);
  for (const name of colours)
    for (const side of SIDES) expect(() => resolve(`var(${name})`, side)).not.toThrow();
});
