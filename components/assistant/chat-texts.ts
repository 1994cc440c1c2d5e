import type { Subject } from "@/lib/assistant/suggestions";
import type { ProposedAction } from "@/lib/assistant/types";

/** The words of a conversation; `{name}` in them is filled in the browser. */
export type ChatTexts = typeof import("@/messages/en/chat.json")["conversation"];

/** What a page is about, so that the assistant can be asked about it. */
export type About = Subject & { label: string };

/** Who reads, and how dates are written for them. */
export type ChatReader = {
  id: string;
  locale: string;
  timeZone: string;
  /** Where links of answers may lead beside the portal's own pages. */
  linkHosts: readonly string[];
};

/** The words for what a tool is doing. */
export function toolText(texts: ChatTexts["tool"], name: string): string {
  if (name.startsWith("propose")) return texts.propose;
  return texts[name as keyof typeof texts] ?? texts.other;
}

/** The name of a fact of a proposal; one without words of its own is shown as it is. */
export function factLabel(
  texts: ChatTexts["action"]["fact"],
  { key }: ProposedAction["facts"][number],
): string {
  return texts[key as keyof typeof texts] ?? key;
}
