"use client";
"use no memo";

import { useEffect, useState } from "react";
import { plainWords } from "@/lib/assistant/answer-markdown";
import type { ChatMessage } from "@/lib/assistant/chat-types";
import { type RunningAnswer, wholeSentences } from "@/lib/assistant/stream";
import { type ChatTexts, toolText } from "./chat-texts";

/** So long an answer stays here after its end: once read, it would be there twice. */
const FORGET_AFTER_MS = 8_000;

/**
 * The answer for screen readers while it is written: whole sentences as they are complete, what is being looked
 * up, and a word at the end. The visible transcript is not live, for each of its tokens would be an interruption.
 */
export function SpokenAnswer({
  running,
  last,
  texts,
}: {
  running: RunningAnswer | null;
  /** The latest answer, for its end. */
  last: ChatMessage | undefined;
  texts: ChatTexts;
}) {
  const [spoken, setSpoken] = useState<readonly string[]>([]);
  const [position, setPosition] = useState({ id: "", until: 0, step: "" });

  const id = running?.messageId ?? "";
  const step = running?.tools.findLast(({ status }) => status === "running")?.name ?? "";
  const text = running?.text ?? "";
  const until = wholeSentences(text, false);

  // Another answer begins, or this one has a new sentence or step: noted while it is drawn.
  if (id && id !== position.id) {
    setPosition({ id, until: 0, step: "" });
    setSpoken([texts.answer.waiting]);
  } else if (id && (until > position.until || (step && step !== position.step))) {
    const sentence = plainWords(text.slice(position.until, until));
    const news = [step && step !== position.step ? toolText(texts.tool, step) : "", sentence].filter(Boolean);
    setPosition({ id, until: Math.max(until, position.until), step: step || position.step });
    if (news.length > 0) setSpoken([...spoken, ...news]);
  } else if (!id && position.id) {
    const rest = last?.id === position.id ? plainWords(last.body.slice(position.until)) : "";
    setPosition({ id: "", until: 0, step: "" });
    setSpoken([...spoken, rest, ending(last, texts.answer)].filter(Boolean));
  }

  useEffect(() => {
    if (id || spoken.length === 0) return;
    const timer = setTimeout(() => setSpoken([]), FORGET_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, spoken.length]);

  return (
    <div role="log" aria-live="polite" aria-label={texts.assistant} className="sr-only" dir="auto">
      {spoken.map((sentence, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences are only ever added
        <p key={at}>{sentence}</p>
      ))}
    </div>
  );
}

function ending(last: ChatMessage | undefined, texts: ChatTexts["answer"]): string {
  if (last?.status === "stopped") return texts.stopped;
  if (last?.status === "withheld") return texts.withheld;
  if (last?.status === "failed") return last.body ? texts.failed : texts.failedEmpty;
  const count = last?.citations.length ?? 0;
  if (count === 0) return texts.ready;
  return count === 1 ? texts.readySource : texts.readySources.replace("{count}", String(count));
}
