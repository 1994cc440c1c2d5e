import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { articleHref } from "./article-href";
import type { HelpReader } from "./help-queries";
import type { Passage } from "./types";

/** A passage as it stands in its article now. */
export type WholePassage = Pick<Passage, "id" | "title" | "breadcrumb" | "text"> & {
  /** Opens the article at the passage. */
  href: string;
};

/** A passage of an article that this reader may read; `not_found` also when the article has been written anew since. */
export async function getPassage(reader: HelpReader, id: string): Promise<Result<WholePassage>> {
  const { data, error } = await (reader?.db ?? createAnonClient())
    .from("kb_chunks")
    .select("id, title, breadcrumb, anchor, text, article:kb_articles!inner(slug)")
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error(`cannot read a passage: ${error.code}`);
  if (!data) return err(appError("not_found", defaultMessage("not_found")));
  const { anchor, article, ...passage } = data;
  return ok({ ...passage, href: articleHref({ slug: article.slug, anchor }) });
}
