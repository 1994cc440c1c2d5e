"use server";

import { getTranslations } from "next-intl/server";
import type { LauncherContent } from "@/components/assistant/launcher-panel";
import { conversationContext, whoAnswers } from "@/components/assistant/texts";
import { currentAnswerer, loadSurroundings } from "@/lib/assistant/chat-queries";
import { nameSubject } from "@/lib/assistant/subject-queries";
import { subjectOf } from "@/lib/assistant/suggestions";
import { findCurrentViewer } from "@/lib/auth/viewer";

/** What the launcher's panel shows on the page at `path`; null for whoever has no assistant. */
export async function openLauncher(path: string): Promise<LauncherContent | null> {
  const found = await findCurrentViewer();
  if (!found.ok || !found.value.customerId || !found.value.modules.includes("assistant")) return null;
  const viewer = found.value;
  const about = await nameSubject(viewer, typeof path === "string" ? subjectOf(path) : null);
  const [t, surroundings, who] = await Promise.all([
    getTranslations("chat.greeting"),
    loadSurroundings(viewer, { about, isNew: true }),
    whoAnswers(currentAnswerer()),
  ]);
  return {
    context: await conversationContext({ ...surroundings, about, reader: viewer }),
    who,
    greeting: { title: t("title"), body: t("body") },
  };
}
