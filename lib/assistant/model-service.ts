import "server-only";
import type { MessageParam, RawMessageStreamEvent, Tool } from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import { type ClaudePort, type ClaudeUsage, usageOf } from "@/lib/platform/claude/client";
import { type ClaudeFailure, claudeFailure } from "@/lib/platform/claude/errors";
import type { AnswerWriter } from "./answer-writer";
import {
  type HistoryTurn,
  searchResult,
  sourceName,
  systemPrompt,
  type TurnFacts,
  trimHistory,
  turnContext,
} from "./prompt";
import { mergeSources } from "./records";
import { runTool, type ToolOutcome, toolsFor } from "./tools/registry";
import type { ToolContext } from "./tools/types";
import type { ProposedAction, Source } from "./types";

const MAX_TOKENS = 2_000;
/** How often the model may look something up before it has to answer. */
const ROUNDS = 6;
const CALLS_PER_ROUND = 8;
const CACHED = { type: "ephemeral" } as const;

export type ModelTurn = {
  port: ClaudePort;
  business: string;
  question: string;
  history: readonly HistoryTurn[];
  facts: TurnFacts;
  /** Recent records, given beside the question. */
  records: readonly Source[];
  context: ToolContext;
  /** By the name under which each is cited; what tools find is added. */
  sources: Map<string, Source>;
  writer: AnswerWriter;
  signal: AbortSignal;
  onTool: (step: {
    id: string;
    name: string;
    status: "running" | "done" | "failed";
    action?: ProposedAction;
  }) => void;
};

export type ModelOutcome = {
  /** Null when the answer came to its end. */
  failure: ClaudeFailure | null;
  usage: ClaudeUsage;
  /** The tools that ran. */
  calls: { name: string; sources: number }[];
};

/**
 * One turn of the model: it writes through `writer`, calls tools as the customer, and writes on. The loop is our
 * own and keeps nothing on the server that runs the model.
 */
export async function answerWithModel(turn: ModelTurn): Promise<ModelOutcome> {
  const messages = openingMessages(turn);
  const outcome: ModelOutcome = { failure: null, usage: NO_USAGE, calls: [] };
  const tools = toolsOf(turn);
  for (let round = 1; ; round += 1) {
    const isLast = round > ROUNDS;
    const answer = await turn.port.stream({
      max_tokens: MAX_TOKENS,
      effort: "low",
      // Tools come before the system prompt in what is kept, so that one mark keeps both.
      system: [{ type: "text", text: systemPrompt(turn.business), cache_control: CACHED }],
      tools,
      ...(isLast ? { tool_choice: { type: "none" as const } } : {}),
      messages: withCacheMark(messages),
      signal: turn.signal,
      onEvent: createReader(turn),
    });
    const message = answer.ok ? answer.value : answer.error.partial;
    if (message) outcome.usage = add(outcome.usage, usageOf(message));
    if (!answer.ok) return { ...outcome, failure: answer.error };
    // As it said it, citations and thoughts included.
    const said = answer.value.content as MessageParam["content"];
    if (answer.value.stop_reason === "pause_turn") {
      // It has not come to its end: what it said goes back as it is, and it goes on.
      if (isLast) return { ...outcome, failure: claudeFailure("truncated") };
      if (said.length > 0) messages.push({ role: "assistant", content: said });
      continue;
    }
    const calls = answer.value.content.filter((block) => block.type === "tool_use");
    if (answer.value.stop_reason !== "tool_use" || calls.length === 0) return outcome;
    const results = await Promise.all(
      calls.map((call, index) => runCall(turn, call, index < CALLS_PER_ROUND, outcome)),
    );
    if (turn.signal.aborted) return outcome;
    messages.push({ role: "assistant", content: said }, { role: "user", content: results });
  }
}

function openingMessages({ history, facts, records, question, sources }: ModelTurn): MessageParam[] {
  for (const source of records) sources.set(sourceName(source), source);
  return [
    ...trimHistory(history).map(({ role, body }): MessageParam => ({ role, content: body })),
    {
      role: "user",
      content: [
        ...records.map(searchResult),
        { type: "text", text: turnContext(facts) },
        { type: "text", text: question },
      ],
    },
  ];
}

/** Marks the end of what has been said, so that the next round reads it from the cache. */
function withCacheMark(messages: readonly MessageParam[]): MessageParam[] {
  const last = messages.at(-1);
  if (last?.role !== "user" || typeof last.content === "string") return [...messages];
  const content = last.content.map((block, index, all) =>
    index === all.length - 1 && (block.type === "text" || block.type === "tool_result")
      ? { ...block, cache_control: CACHED }
      : block,
  );
  return [...messages.slice(0, -1), { ...last, content }];
}

function toolsOf({ context }: ModelTurn): Tool[] {
  return toolsFor(context).map(({ name, description, input }) => ({
    name,
    description,
    input_schema: schemaOf(input),
  }));
}

const schemas = new WeakMap<z.ZodType, Tool["input_schema"]>();

function schemaOf(input: z.ZodType): Tool["input_schema"] {
  const known = schemas.get(input);
  if (known) return known;
  // What the model writes, before our own reading of it.
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  schemas.set(input, schema as Tool["input_schema"]);
  return schema as Tool["input_schema"];
}

/** Passes the stream on: text and citations to the writer, the beginning of a call to whoever watches. */
function createReader({ writer, onTool }: ModelTurn): (event: RawMessageStreamEvent) => void {
  let isText = false;
  return (event) => {
    if (event.type === "content_block_start") {
      isText = event.content_block.type === "text";
      const block = event.content_block;
      if (block.type === "tool_use") onTool({ id: block.id, name: block.name, status: "running" });
      // Text that goes on after something was looked up begins a paragraph of its own.
      else if (isText && event.index === 0 && writer.body !== "") writer.text("\n\n");
    } else if (event.type === "content_block_delta") {
      if (event.delta.type === "text_delta") writer.text(event.delta.text);
      else if (event.delta.type === "citations_delta") {
        const { citation } = event.delta;
        if (citation.type === "search_result_location") {
          writer.cite({ source: citation.source, quote: citation.cited_text });
        }
      }
    } else if (event.type === "content_block_stop" && isText) writer.endBlock();
  };
}

type Call = { id: string; name: string; input: unknown };

async function runCall(
  turn: ModelTurn,
  { id, name, input }: Call,
  isAllowed: boolean,
  outcome: ModelOutcome,
) {
  const result: ToolOutcome = isAllowed
    ? await runTool(name, input, turn.context)
    : { sources: [], note: "Too many calls at once. Call it again.", action: null, isFailed: true };
  for (const source of result.sources) {
    const name = sourceName(source);
    turn.sources.set(name, mergeSources(turn.sources.get(name), source));
  }
  outcome.calls.push({ name, sources: result.sources.length });
  turn.onTool({
    id,
    name,
    status: result.isFailed ? "failed" : "done",
    ...(result.action ? { action: result.action } : {}),
  });
  return {
    type: "tool_result" as const,
    tool_use_id: id,
    ...(result.isFailed ? { is_error: true } : {}),
    content: [
      ...(result.isFailed ? [] : result.sources.map(searchResult)),
      ...noteOf(result).map((text) => ({ type: "text" as const, text })),
    ],
  };
}

function noteOf({ note, action, sources }: ToolOutcome): string[] {
  if (action)
    return ["Prepared. It is shown to the customer, who confirms or declines it; nothing has happened yet."];
  if (note) return [note];
  return sources.length > 0 ? [] : ["Nothing was found."];
}

const NO_USAGE: ClaudeUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

function add(one: ClaudeUsage, other: ClaudeUsage): ClaudeUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
  };
}

/** What counts against a budget: what was read from the cache costs a tenth. */
export function tokensOf({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: ClaudeUsage): number {
  return inputTokens + outputTokens + cacheWriteTokens + Math.ceil(cacheReadTokens / 10);
}
