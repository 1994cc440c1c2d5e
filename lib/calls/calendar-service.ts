import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { toBranding } from "@/lib/branding/branding";
import { downloadResponse } from "@/lib/documents/response";
import { getEnv } from "@/lib/platform/env";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { entryOf } from "./email";
import { callCalendar } from "./ics";
import { getCall } from "./queries";

/** The calendar entry of a call, as the file that "Add to calendar" downloads. */
export async function callCalendarFile(viewer: Viewer, id: string) {
  const [call, branding] = await Promise.all([getCall(viewer, id), viewer.db.rpc("get_branding")]);
  if (!call.ok) return call;
  const name = unwrap(branding);
  const { siteUrl, mailFrom } = getEnv();
  const sender = { siteUrl, mailFrom };
  const entry = entryOf(call.value, toBranding(name.ok ? name.value : null), sender, call.value.agentName);
  return downloadResponse({
    bytes: new TextEncoder().encode(callCalendar(entry, siteUrl)),
    fileName: `call-${call.value.startsAt.slice(0, 10)}.ics`,
    mimeType: "text/calendar; charset=utf-8",
  });
}
