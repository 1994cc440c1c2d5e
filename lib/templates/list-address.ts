import { z } from "zod";
import { templateFilters } from "./schema";
import { TEMPLATE_STATES } from "./types";

export type TemplateAddress = {
  state: (typeof TEMPLATE_STATES)[number];
  q: string;
  category: string;
  cursor: string;
};

/** What the address of the list says; what does not fit is as if it were not there. */
export function readTemplateAddress(params: Record<string, string | string[] | undefined>): TemplateAddress {
  const first = (name: string) => [params[name]].flat()[0] ?? "";
  return {
    state: z.enum(TEMPLATE_STATES).catch("active").parse(first("view")),
    q: Array.from(first("q").trim()).slice(0, 200).join(""),
    category: templateFilters.shape.category.catch(undefined).parse(first("category") || undefined) ?? "",
    cursor: first("cursor"),
  };
}

/** The address of the list with these filters. */
export function templatesHref({ state, q, category, cursor }: Partial<TemplateAddress>): string {
  const query = new URLSearchParams();
  if (state && state !== "active") query.set("view", state);
  if (q) query.set("q", q);
  if (category) query.set("category", category);
  if (cursor) query.set("cursor", cursor);
  return `/admin/templates${query.size > 0 ? `?${query}` : ""}`;
}
