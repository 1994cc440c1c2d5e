"use server";

import type { ReactNode } from "react";
import { Markdown } from "@/components/ui/markdown";
import { requireViewer } from "@/lib/auth/viewer";
import { LIMITS } from "@/lib/tickets/schema";

/** What somebody is writing, as it will look. Rendered here, because the parser is larger than a page may be. */
export async function renderPreview(markdown: string): Promise<ReactNode> {
  await requireViewer("any");
  return <Markdown>{String(markdown).slice(0, LIMITS.description)}</Markdown>;
}
