"use server";

import type { ReactNode } from "react";
import { Markdown } from "@/components/ui/markdown";
import { getViewer } from "@/lib/auth/viewer";
import { LIMITS } from "@/lib/templates/schema";

/**
 * A template as it will look, rendered here because the parser is larger than a page may be. Once the session
 * has ended the text comes back as it is: nobody is sent away from what they write.
 */
export async function renderPreview(markdown: string): Promise<ReactNode> {
  // Values make it longer than a template may be.
  const text = String(markdown).slice(0, 2 * LIMITS.body);
  if (!(await getViewer())) return <p className="whitespace-pre-wrap">{text}</p>;
  return <Markdown>{text}</Markdown>;
}
