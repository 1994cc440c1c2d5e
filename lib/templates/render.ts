import { isTemplateVariable, type TemplateValues } from "./variables.ts";

// `private.render_template` in SQL does the same, for rules that answer by themselves; a test compares them.

/** `{{ name }}`, or `{{ name | what stands there when there is no value }}`. */
const VARIABLE = /\{\{[ \t]*([a-zA-Z_]+\.[a-zA-Z_]+)[ \t]*(?:\|([^{}\n]{0,100}))?\}\}/gu;

/** Whatever somebody meant for a variable, right or wrong. */
const ATTEMPT = /\{\{[^{}\n]*\}\}/g;

/** Characters of one value at the most. */
const MAX_VALUE = 300;

export type RenderedTemplate = {
  /** Markdown. What has no value stays as it was written, `{{order.number}}`, so that nobody overlooks it. */
  text: string;
  /** Names of the variables without a value, each once, in the order of the text. */
  missing: string[];
};

/** Fills a template. A value means nothing but itself in Markdown, and is never filled again. */
export function renderTemplate(body: string, values: TemplateValues): RenderedTemplate {
  const missing = new Set<string>();
  const text = body.replace(VARIABLE, (written: string, spelled: string, fallback?: string) => {
    const name = spelled.toLowerCase();
    const value = isTemplateVariable(name) ? markdownText(values[name] ?? "") : "";
    const shown = value || (fallback ?? "").replace(/^[ \t]+|[ \t]+$/g, "");
    if (!shown) missing.add(name);
    return shown || written;
  });
  return { text, missing: [...missing] };
}

/** What is between double braces and is no variable: names that do not exist, and what is no name at all. */
export function unknownVariables(body: string): string[] {
  const faults = new Set<string>();
  for (const [attempt] of body.matchAll(ATTEMPT)) {
    const [whole, name] = new RegExp(VARIABLE.source, "u").exec(attempt) ?? [];
    if (whole !== attempt || !name) faults.add(attempt);
    else if (!isTemplateVariable(name.toLowerCase())) faults.add(name.toLowerCase());
  }
  return [...faults];
}

/** Text on one line that Markdown takes for nothing else: no emphasis, link, code, list, heading or entity. */
function markdownText(value: string): string {
  const line = Array.from(value.replace(/(?![\t\n])\p{Cc}/gu, "").replace(/[ \t\n]+/g, " "));
  return (
    line
      .slice(0, MAX_VALUE)
      .join("")
      .replace(/^ | $/g, "")
      .replace(/[\\`*[\]<~|]/g, "\\$&")
      // Between letters or digits an underscore emphasises nothing, and an ampersand is one unless it begins an entity.
      .replace(/(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, "\\_")
      .replace(/&(?=#?[a-zA-Z0-9]+;)/g, "\\&")
      // What would begin a heading, a quotation, a list or a rule where it stands first on its line.
      .replace(/^(#{1,6}(?= |$)|>|[-+](?= |$)|[-=]+$)/, "\\$1")
      .replace(/^([0-9]{1,9})([.)])(?= |$)/, "$1\\$2")
  );
}
