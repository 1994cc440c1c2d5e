/**
 * Plain text as Markdown that shows what was written: line ends stay, and what would be markup by accident
 * is none. Lists, links and quoted lines are what they look like.
 */
export function plainToMarkdown(text: string): string {
  const lines = text.split("\n").map(escapeLine);
  return lines.map((line, at) => line + endOf(line, lines[at + 1] ?? "")).join("\n");
}

/** Two spaces keep a line end; an empty line keeps words out of the quote above them. */
function endOf(line: string, next: string): string {
  if (line === "" || next === "") return "";
  return line.startsWith(">") === next.startsWith(">") ? "  " : "\n";
}

function escapeLine(line: string): string {
  const [, quotes = "", rest = ""] = /^((?:>[ \t]?)*)(.*)$/.exec(line) ?? [];
  // Four spaces would make code of it.
  const words = rest.trim().replace(/\\(?=[\\`*_{}[\]()#+\-.!<>~|])/g, "\\\\");
  const safe = words
    // Raw HTML would vanish.
    .replace(/<(?=[a-z!/?])(?!(?:https?:|mailto:|[^\s<>@]+@)[^\s<>]+>)/gi, "\\<")
    .replace(/[*_`~](?=\S)|(?<=\S)[*_`~]/g, (mark, at: number, whole: string) =>
      // Within a word, as in snake_case, an underscore is one.
      mark === "_" && /\w/.test(whole[at - 1] ?? "") && /\w/.test(whole[at + 1] ?? "") ? mark : `\\${mark}`,
    )
    .replace(/!\[/g, "!\\[")
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^([-=])(?=[-=\s]*$)/, "\\$1");
  return `${quotes ? "> ".repeat(quotes.replace(/[^>]/g, "").length) : ""}${safe}`.trimEnd();
}
