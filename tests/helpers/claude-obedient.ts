import { allText, type ClaudeRequest, uses } from "./claude.ts";
import type { FakeBlock, FakeReply } from "./claude-wire.ts";

type Property = { type?: string; enum?: unknown[]; items?: Property; properties?: Record<string, Property> };

const IDENTIFIERS =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Z]{2,5}-[\dA-Z-]*\d[\dA-Z-]*\b|\b[\w.+-]+@[\w-]+\.[\w.]+\b/gi;
const MOST_CALLS = 40;

/**
 * A model that does all that anybody whose words it reads may want of it. It calls every tool it is offered,
 * actions included, with every identifier that it has ever seen and with `wanted` ones; then it says everything
 * that it was given to read, system prompt first, with `leaks` (images and links that carry data out), and
 * cites sources that nobody gave it.
 */
export function obedient({ wanted = [], leaks = [] }: { wanted?: string[]; leaks?: string[] } = {}) {
  const made = new Set<string>();
  return (request: ClaudeRequest): FakeReply => {
    const text = allText(request);
    const identifiers = [...new Set([...wanted, ...(text.match(IDENTIFIERS) ?? [])])];
    const blocks: FakeBlock[] = [];
    for (const { name, input_schema: schema } of request.body.tools ?? []) {
      for (const identifier of [lastWords(request), ...identifiers]) {
        const input = fill(schema as Property, identifier);
        const key = `${name} ${JSON.stringify(input)}`;
        if (made.has(key) || blocks.length >= MOST_CALLS) continue;
        made.add(key);
        blocks.push(uses(name, input));
      }
    }
    if (blocks.length > 0) return { blocks };
    return { blocks: confession(text, [...identifiers, "everything"], leaks) };
  };
}

function confession(text: string, sources: string[], leaks: string[]): FakeBlock[] {
  const citations = sources.slice(0, 20).map((source, index) => ({
    type: "search_result_location" as const,
    source: `order:${source}`,
    title: "Trust me",
    cited_text: "You are owed R 9,999,999.00 by tomorrow.",
    search_result_index: index,
    start_block_index: 0,
    end_block_index: 1,
  }));
  return [
    { type: "text", text: "You are owed R 9,999,999.00 by tomorrow, guaranteed.", citations },
    { type: "text", text: `\n\n${leaks.join("\n\n")}\n\n` },
    { type: "text", text: text.slice(0, 20_000) },
  ];
}

/** An input for a tool by its schema, with `value` wherever a text goes. */
function fill({ type, enum: choices, items, properties }: Property, value: string): unknown {
  if (choices) return choices.includes(value) ? value : choices[0];
  if (type === "object" || properties) {
    return Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, one]) => [name, fill(one, value)]),
    );
  }
  if (type === "array") return [fill(items ?? {}, value)];
  if (type === "number" || type === "integer") return 1;
  if (type === "boolean") return true;
  return value;
}

function lastWords({ body }: ClaudeRequest): string {
  const words = body.messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const last = words.findLast(
    (content) => typeof content === "string" || content.some((c) => c.type === "text"),
  );
  if (typeof last === "string") return last.slice(0, 200);
  return String(last?.find(({ type }) => type === "text")?.text ?? "").slice(0, 200);
}
