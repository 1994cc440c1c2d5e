import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { EXPORTS_BUCKET } from "./export-service";
import type { PrivacyResult } from "./types";

/** Long enough to follow a redirect, too short to pass on. */
const LINK_SECONDS = 60;

/** A signed link to the archive of an export, once the database has let its owner take it. */
export async function signExportLink(id: string): Promise<Result<string>> {
  const admin = createAdminClient();
  // Where archives lie is told to nobody who signs in.
  const found = unwrap(await admin.from("privacy_requests").select("result").eq("id", id).single());
  if (!found.ok) return found;
  const { path = "", fileName = "" } = found.value.result as PrivacyResult & { path?: string };
  const signed = unwrap(await admin.storage.from(EXPORTS_BUCKET).createSignedUrl(path, LINK_SECONDS));
  if (!signed.ok) return signed;
  const link = new URL(signed.value.signedUrl);
  link.searchParams.set("download", fileName);
  return ok(link.href);
}
