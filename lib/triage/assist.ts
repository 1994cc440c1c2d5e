/** What staff can have done for them while they write. */
export const ASSIST_TOOLS = ["draft_reply", "improve", "translate", "summarise", "next_action"] as const;
export type AssistTool = (typeof ASSIST_TOOLS)[number];

/** What works without a model: by quoting. */
export const LOCAL_TOOLS: readonly AssistTool[] = ["draft_reply", "summarise"];

/** Languages to translate into. */
export const TRANSLATIONS = ["en", "af", "zu", "de", "fr", "es", "nl", "pt"] as const;

/** What a tool made. Where it goes is for whoever asked: into the field, or only to be read. */
export type Assisted = {
  tool: AssistTool;
  text: string;
  /** Under which title its sources stand, for what leans on any. */
  sources: { n: number; title: string; href: string }[];
  /** The model, or null when the portal only quoted. */
  model: string | null;
};
