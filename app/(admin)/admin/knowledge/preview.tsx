"use server";

import type { ReactNode } from "react";
import { ArticleBody } from "@/components/knowledge/article-body";
import { getViewer } from "@/lib/auth/viewer";
import { previewText } from "@/lib/knowledge/form-schema";

/**
 * An article as readers will see it, rendered here because the parser is larger than a page may be. Once the
 * session has ended the text comes back as it is: nobody is sent away from what they write.
 */
export async function renderPreview(markdown: string): Promise<ReactNode> {
  const text = previewText.parse(String(markdown));
  if (!(await getViewer())) return <p className="whitespace-pre-wrap">{text}</p>;
  return <ArticleBody isPreview>{text}</ArticleBody>;
}
