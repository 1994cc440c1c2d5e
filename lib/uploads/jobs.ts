import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { getEnv } from "@/lib/platform/env";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { ScannerError, scanForViruses, type Verdict } from "@/lib/platform/virus-scan";
import { readObject, removeObjects } from "./service";

const BATCH = 100;

/** A scanner that answers nothing would hold up the worker, and every e-mail behind it, file after file. */
const SLOW_FAULT_MS = 2_000;
const REST_MS = 60_000;
let restsUntil = 0;

const scanPayload = z.object({ uploadId: z.uuid() });
type Scan = { scanStatus: string; storagePath: string; sha256: string };

/**
 * Jobs of this feature. `scan_upload` sends a file through the virus scanner and removes the bytes of one that
 * is infected; `revive_scans` begins again what was given up in a long outage; `sweep_uploads` removes what was
 * uploaded and not sent within a day.
 */
export const uploadJobs: JobHandlers = {
  async scan_upload(payload) {
    const { uploadId } = scanPayload.parse(payload);
    const admin = createAdminClient();
    const found = unwrap(await admin.rpc("get_scan", { p_id: uploadId }));
    if (!found.ok) throw new Error(`get_scan: ${found.error.code}`);
    const scan = found.value as unknown as Scan | null;
    if (!scan) return;
    let status: string | null = scan.scanStatus;
    if (status === "pending") {
      const signature = await judge(scan);
      const recorded = unwrap(
        await admin.rpc("record_scan", { p_id: uploadId, p_signature: signature as string }),
      );
      if (!recorded.ok) throw new Error(`record_scan: ${recorded.error.code}`);
      status = recorded.value;
    }
    if (status !== "infected") return;
    // Nobody gets a link to it any more; a removal that fails is tried again.
    const removed = await removeObjects([scan.storagePath]);
    if (!removed.ok) throw new Error(`remove an infected object: ${removed.error.code}`);
  },

  async revive_scans() {
    const revived = unwrap(await createAdminClient().rpc("revive_scans"));
    if (!revived.ok) throw new Error(`revive_scans: ${revived.error.code}`);
  },

  async sweep_uploads() {
    for (;;) {
      const swept = unwrap(await createAdminClient().rpc("sweep_uploads", { p_limit: BATCH }));
      if (!swept.ok) throw new Error(`sweep_uploads: ${swept.error.code}`);
      const paths = swept.value as string[];
      const removed = await removeObjects(paths);
      if (!removed.ok) throw new Error(`remove swept objects: ${removed.error.code}`);
      if (paths.length < BATCH) return;
    }
  },
};

/** Throws without a verdict, after it was reported that the scanner gives none. */
async function judge({ storagePath, sha256 }: Scan): Promise<Verdict> {
  const began = Date.now();
  try {
    const { clamav } = getEnv();
    // A file that waits for a scan is not let through because somebody took the scanner away.
    if (!clamav) throw new ScannerError("unreachable", "CLAMAV_HOST is not set");
    if (began < restsUntil) throw new ScannerError("unreachable", "it did not answer a moment ago");
    return await scanForViruses(whole(await readObject(storagePath), sha256), clamav);
  } catch (error) {
    if (!(error instanceof ScannerError)) throw error;
    if (Date.now() - began > SLOW_FAULT_MS) restsUntil = Date.now() + REST_MS;
    unwrap(await createAdminClient().rpc("report_scanner_outage", { p_reason: error.fault }));
    throw error;
  }
}

/** The same bytes; throws before the end of what is not the file that was uploaded. */
async function* whole(source: ReadableStream<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const part of source) {
    hash.update(part);
    yield part;
  }
  if (hash.digest("hex") !== sha256) throw new Error("the stored object is not the file that was uploaded");
}
