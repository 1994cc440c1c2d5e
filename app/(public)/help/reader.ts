import { notFound } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { loadHelpDesk } from "@/lib/knowledge/help-queries";
import type { HelpDesk } from "@/lib/knowledge/help-types";
import { DEFAULT_LOCALE } from "@/lib/platform/i18n";

export type HelpVisit = { viewer: Viewer | null; desk: HelpDesk; locale: string; timeZone: string };

/** Who reads, and the desk behind the help centre. There are no such pages where the business uses none. */
export const visitHelp = cache(async (): Promise<HelpVisit> => {
  // The build has no environment to read the desk with.
  await connection();
  const [viewer, desk] = await Promise.all([getViewer(), loadHelpDesk()]);
  if (!desk.isOn) notFound();
  return {
    viewer,
    desk,
    locale: viewer?.locale ?? DEFAULT_LOCALE,
    // A visitor's zone is not known; the business speaks of its own.
    timeZone: viewer?.timeZone ?? desk.timeZone,
  };
});
