import "server-only";
import { getEnv } from "@/lib/platform/env";
import { safeNextPath } from "./next-path";

/**
 * The page that a link in an e-mail leads to: Supabase writes it as a full address, and only one on this
 * site counts. Null for the start page, which is nobody's destination.
 */
export function ownPath(value: string | undefined): string | null {
  const { siteUrl } = getEnv();
  const path = value?.startsWith(`${siteUrl}/`) ? value.slice(siteUrl.length) : value;
  const next = safeNextPath(path);
  return next === "/" ? null : next;
}
