import texts from "@/messages/en/assistant-turn.json";
import type { ChatTranscript } from "./chat-types";

const SUBJECT = 120;
const QUESTION = 1_000;
const ANSWER = 800;
const QUESTIONS = 6;

/** What a ticket made of this conversation would say; the customer edits it first. */
export function briefOf({ title, messages }: Pick<ChatTranscript, "title" | "messages">): {
  subject: string;
  description: string;
} {
  const questions = messages.filter(({ role, body }) => role === "user" && body !== "");
  const answer = messages.findLast(({ role, body, status }) => {
    return role === "assistant" && body !== "" && (status === "complete" || status === "stopped");
  });
  const asked = questions.slice(-QUESTIONS).map(({ body }) => `- ${cut(body, QUESTION)}`);
  const parts = [
    asked.length > 0 ? [texts.brief.asked, ...asked].join("\n") : texts.brief.nothing,
    answer ? `${texts.brief.answered}\n> ${cut(withoutMarkers(answer.body), ANSWER)}` : "",
  ];
  return { subject: cut(title, SUBJECT), description: parts.filter(Boolean).join("\n\n") };
}

function withoutMarkers(text: string): string {
  return text.replace(/\s*\[\d{1,3}\]/g, "");
}

/** On one line, so that it begins none of its own. */
function cut(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join("")}…`;
}
