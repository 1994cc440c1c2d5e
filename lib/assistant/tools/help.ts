import "server-only";
import { z } from "zod";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import type { Passage } from "@/lib/knowledge/types";
import type { Source } from "../types";
import { defineTool } from "./define";

/** Articles of the help centre, as far as the customer may read them. */
export const searchHelpTool = defineTool({
  name: "search_help",
  description:
    "Searches the help centre: how things are done, rules, prices, deadlines, fault finding. Ask in a few words of the customer's own language.",
  module: "knowledge",
  isPersonal: false,
  input: z.object({ query: z.string().min(1).max(500), limit: z.int().min(1).max(10).default(6) }),
  run: async ({ query, limit }, context) => {
    const { passages, support } = await searchKnowledge({ query, limit }, context.viewer.db);
    return {
      sources: passages.map(passageSource),
      note:
        support === "none"
          ? "Nothing answers this well. Do not answer from these passages; say so and offer a person."
          : support === "weak"
            ? "These passages may not answer the question. Say so where they do not."
            : undefined,
    };
  },
});

/** A passage as it is cited; its address opens the article at its heading. */
export function passageSource({ id, slug, title, breadcrumb, anchor, text }: Passage): Source {
  const heading = anchor ? breadcrumb.at(-1) : undefined;
  return {
    kind: "article",
    id,
    title: heading && heading !== title ? `${title} › ${heading}` : title,
    text,
    href: `/help/${encodeURIComponent(slug)}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`,
  };
}
