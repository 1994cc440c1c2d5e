import "server-only";
import { z } from "zod";
import { safeMarkdown } from "@/lib/assistant/safe-markdown";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import type { KnowledgeAnswer } from "@/lib/knowledge/types";
import { type ClaudePort, claude } from "@/lib/platform/claude/client";
import { getEnv } from "@/lib/platform/env";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { findTicketId } from "@/lib/tickets/queries";
import texts from "@/messages/en/insights.json";
import { type Assisted, LOCAL_TOOLS } from "./assist";
import { type AssistSubject, assistPrompt } from "./assist-prompt";
import { detectLanguage } from "./language";
import { replyFrom, sourceOf, summarise } from "./local";
import type { AssistInput } from "./schema";

const MOST_TOKENS = 1_500;
/** Somebody sits there and waits. */
const DEADLINE_MS = 30_000;
const PASSAGES = 5;

const written = z.object({ text: z.string().min(1).max(10_000) });

/**
 * Does one thing for a member of staff who writes: nothing is sent, and the audit log names the model and what it was
 * for. Without a model only what can be quoted. `unavailable` with reason `no_model` or what became of the model,
 * `forbidden` with reason `ai_restricted` for a customer who restricts processing.
 */
export async function assist(
  viewer: Viewer,
  ref: string,
  input: AssistInput,
  model: ClaudePort | null = claude(),
): Promise<Result<Assisted>> {
  const { tool } = input;
  if (!model && !LOCAL_TOOLS.includes(tool)) return err(unavailable("no_model"));
  const needsText = tool === "improve" || tool === "translate";
  if (needsText && !input.text?.trim()) {
    const message = texts.assist.faults.text_required;
    return err(appError("validation_failed", message, { fields: { text: [message] } }));
  }
  const id = isUuid(ref) ? ok(ref) : await findTicketId(viewer, ref);
  if (!id.ok) return id;
  const begun = unwrap(
    await viewer.db.rpc("begin_assist", {
      p_ticket_id: id.value,
      p_tool: tool,
      p_reader: model?.triageModel ?? "local",
    }),
  );
  if (!begun.ok) return begun;
  const ticket = begun.value as unknown as AssistSubject;
  const knowledge = tool === "draft_reply" ? await search(viewer, ticket) : null;
  return model ? ask(model, ticket, input, knowledge) : quote(ticket, input, knowledge);
}

/** What the customer asked last, or first: what an answer has to be about. */
function question({ subject, messages }: AssistSubject): string {
  const last = messages.findLast(({ author }) => author === "customer");
  return `${subject} ${summarise("", last?.body ?? "")}`.trim();
}

async function search({ db }: Viewer, ticket: AssistSubject): Promise<KnowledgeAnswer> {
  const found = await searchKnowledge({ query: question(ticket), limit: PASSAGES }, db);
  return found.support === "none" ? { ...found, passages: [] } : found;
}

async function ask(
  model: ClaudePort,
  ticket: AssistSubject,
  { tool, text, language }: AssistInput,
  knowledge: KnowledgeAnswer | null,
): Promise<Result<Assisted>> {
  const passages = knowledge?.passages ?? [];
  const { system, content } = assistPrompt(tool, ticket, {
    passages,
    ...(text ? { text } : {}),
    ...(language ? { language } : {}),
  });
  const answer = await model.ask({
    schema: written,
    system,
    messages: [{ role: "user", content }],
    max_tokens: MOST_TOKENS,
    effort: "low",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!answer.ok) return err(unavailable(answer.error.kind === "aborted" ? "timeout" : answer.error.kind));
  const { value, model: name } = answer.value;
  // The agent's own text keeps its links; what the model writes by itself has none to elsewhere.
  const words = text ? value.text : safeMarkdown(value.text, { origin: getEnv().siteUrl, hosts: [] });
  const sources = passages
    .map((passage, at) => ({ n: at + 1, title: sourceOf(passage).title, href: sourceOf(passage).href }))
    .filter(({ n }) => words.includes(`[${n}]`));
  return ok({ tool, text: words, sources, model: name });
}

/** Without a model: the help centre's own words, or the thread's. */
function quote(
  ticket: AssistSubject,
  { tool }: AssistInput,
  knowledge: KnowledgeAnswer | null,
): Result<Assisted> {
  if (tool === "summarise") {
    const lines = ticket.messages
      .filter(({ author }) => author === "customer" || author === "staff")
      .slice(-8)
      .map(({ name, body }) => `- **${name}**: ${summarise("", body) || "…"}`);
    return ok({ tool, text: lines.join("\n"), sources: [], model: null });
  }
  const reply = knowledge && replyFrom(question(ticket), knowledge, detectLanguage(question(ticket)));
  if (!reply) return err(unavailable("no_sources"));
  const sources = reply.citations.map(({ n, title, href }) => ({ n, title, href }));
  return ok({ tool, text: reply.text, sources, model: null });
}

function unavailable(reason: keyof typeof texts.assist.faults) {
  return appError("unavailable", texts.assist.faults[reason], { reason });
}
