import { createTranslator } from "next-intl";
import type { Citation } from "@/lib/assistant/types";
import messages from "@/messages/en/insights.json";

/**
 * An automatic answer as the customer reads it, in the portal and by e-mail: the words, where they come from, who
 * wrote them, and the way to a person. `[1]` opens its source.
 */
export function answerBody(
  reply: string,
  citations: readonly Citation[],
  { siteUrl, isModel }: { siteUrl: string; isModel: boolean },
): string {
  const t = createTranslator({ locale: "en", messages, namespace: "answer" });
  const address = ({ href }: Citation) => `${siteUrl}${href}`;
  const linked = reply.replace(/\[(\d{1,2})\](?!\()/g, (mark, n: string) => {
    const citation = citations.find((one) => one.n === Number(n));
    return citation ? `[\\[${n}\\]](${address(citation)})` : mark;
  });
  const sources = citations.map(
    (citation) => `${citation.n}. [${words(citation.title)}](${address(citation)})`,
  );
  return [
    linked,
    `**${t("sources")}**`,
    sources.join("\n"),
    `*${t(isModel ? "byModel" : "byQuoting")}*`,
  ].join("\n\n");
}

/** A title cannot end the link that it stands in. */
function words(title: string): string {
  return title.replace(/[[\]\\]/g, "").replace(/\s+/g, " ");
}
