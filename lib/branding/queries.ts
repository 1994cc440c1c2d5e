import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { connection } from "next/server";
import { log } from "@/lib/platform/log";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { BRANDING_TAG, type Branding, DEFAULT_BRANDING, toBranding } from "./branding";

/** The same for every visitor, so it may be kept between requests. */
async function readBranding(): Promise<Branding> {
  "use cache";
  cacheLife("minutes");
  cacheTag(BRANDING_TAG);
  const { data, error } = await createAnonClient().rpc("get_branding");
  if (error) throw new Error(`get_branding: ${error.message}`);
  return toBranding(data);
}

/** How this deployment calls itself and looks. The frame of every page: without a database it is Portico's own. */
export async function getBranding(): Promise<Branding> {
  // Not while building: no database may be there, and one build serves every deployment.
  await connection();
  try {
    return await readBranding();
  } catch (error) {
    log.warn({ err: error }, "branding not read");
    return DEFAULT_BRANDING;
  }
}
