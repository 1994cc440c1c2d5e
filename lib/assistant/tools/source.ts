import { seen } from "../seen";
import type { Source } from "../types";

/** Characters of one source, and of all that a tool gives. */
const SOURCE_TEXT = 6_000;
const SOURCE_TITLE = 200;
const SOURCES_TEXT = 24_000;
/** Sources of one tool. */
const SOURCES = 12;

/** A text of somebody's on one line, for a fact: it can begin no line of its own. */
export function onOneLine(text: string, max: number): string {
  const line = seen(text).replace(/\s+/g, " ");
  return cut(line, max);
}

/** At most `max` characters; what was cut ends with an ellipsis. */
export function cut(text: string, max: number): string {
  const characters = text.length <= max ? null : Array.from(text);
  return characters && characters.length > max ? `${characters.slice(0, max - 1).join("")}…` : text;
}

/** Facts, one a line; those that are not there are left out. */
export function lines(...facts: (string | null | undefined | false | readonly string[])[]): string {
  return facts
    .flat()
    .filter((fact) => typeof fact === "string" && fact !== "")
    .join("\n");
}

/** Sources as they may leave a tool: no more than a model should read at once, and nothing unseen in them. */
export function bounded(sources: readonly Source[]): Source[] {
  let left = SOURCES_TEXT;
  const kept: Source[] = [];
  for (const source of sources.slice(0, SOURCES)) {
    const text = cut(seen(source.text), Math.min(SOURCE_TEXT, left));
    if (left <= 1 || text === "") break;
    left -= text.length;
    kept.push({ ...source, title: onOneLine(source.title, SOURCE_TITLE), text });
  }
  return kept;
}
