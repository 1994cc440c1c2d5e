import "server-only";
import { getTranslations } from "next-intl/server";
import type { Subject, Suggestion } from "@/lib/assistant/suggestions";
import type { Answerer } from "@/lib/assistant/types";
import { newId } from "@/lib/core/ids";
import { openingWords, type SupportHours } from "@/lib/core/opening";
import type { About, ChatReader, ChatTexts } from "./chat-texts";
import type { ConversationContext } from "./conversation";

/** Who answers, in a sentence: an AI with its name, or nobody of that kind. */
export async function whoAnswers(answerer: Answerer): Promise<string> {
  const t = await getTranslations("chat.who");
  return answerer === "claude" ? t("claude", { name: "Claude" }) : t("extractive");
}

/** All that a conversation needs besides what was said in it; its words are looked up here. */
export async function conversationContext({
  reader,
  linkHosts,
  suggestions,
  hours,
  categories,
  about,
}: {
  reader: Omit<ChatReader, "linkHosts">;
  linkHosts: readonly string[];
  suggestions: readonly Suggestion[];
  hours: SupportHours | null;
  categories: readonly { value: string; label: string }[];
  about: Subject | null;
}): Promise<ConversationContext> {
  const t = await getTranslations("chat");
  const texts = t.raw("conversation") as ChatTexts;
  return {
    reader: { id: reader.id, locale: reader.locale, timeZone: reader.timeZone, linkHosts },
    personHint: hours && personHint(hours, reader, texts),
    categories,
    suggestions: suggestions.map(({ key, number }) => t(`suggest.${key}`, { number: number ?? "" })),
    about:
      about &&
      ({ ...about, label: t(`about.${about.kind}`, { number: about.number || "none" }) } satisfies About),
    formKey: newId(),
    texts,
  };
}

function personHint(
  hours: SupportHours,
  { locale, timeZone }: Omit<ChatReader, "linkHosts">,
  texts: ChatTexts,
): string | null {
  if (hours.isOpenNow) return texts.person.now;
  if (!hours.opensAt) return null;
  return texts.person.opens.replace("{when}", openingWords(hours.opensAt, new Date(), locale, timeZone));
}
