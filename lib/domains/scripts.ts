import type { NameWarning } from "./types.ts";

/** Scripts that are written together in one word, and so in one label. Anything else that mixes is a doubt. */
const TOGETHER = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
] as const;

const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Han: /\p{Script=Han}/u,
  Hiragana: /\p{Script=Hiragana}/u,
  Katakana: /\p{Script=Katakana}/u,
  Bopomofo: /\p{Script=Bopomofo}/u,
  Hangul: /\p{Script=Hangul}/u,
} as const;
type Script = keyof typeof SCRIPTS | "other";

/** Small letters of other scripts that look like Latin ones in common typefaces (Unicode's confusables, UTS 39). */
const PASSES_FOR_LATIN = /^[абвгеорсухһіјѕԁԛԝӏьъɡαικνορτυωγϲ0-9-]+$/u;

/**
 * What is doubtful about a name in its own script: a label that mixes alphabets, such as a Latin word with one
 * Cyrillic letter, or one that is made of nothing but lookalikes. For people to read; nothing is refused for it.
 */
export function nameWarnings(displayName: string): NameWarning[] {
  const labels = displayName.split(".").filter((label) => /[^ -~]/.test(label));
  const warnings = new Set<NameWarning>();
  for (const label of labels) {
    const scripts = scriptsOf(label);
    if (isMixed(scripts)) warnings.add("mixed_scripts");
    else if (!scripts.includes("Latin") && PASSES_FOR_LATIN.test(label)) warnings.add("lookalike");
  }
  return [...warnings];
}

function scriptsOf(label: string): Script[] {
  const found = new Set<Script>();
  for (const letter of label) {
    if (!/\p{L}/u.test(letter)) continue;
    const script = (Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]).find((name) =>
      SCRIPTS[name].test(letter),
    );
    found.add(script ?? "other");
  }
  return [...found];
}

function isMixed(scripts: readonly Script[]): boolean {
  if (scripts.length < 2) return false;
  return !TOGETHER.some((allowed) =>
    scripts.every((script) => (allowed as readonly string[]).includes(script)),
  );
}
