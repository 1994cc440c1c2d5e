import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { type AppError, appError } from "@/lib/core/errors";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { uploadError } from "./errors";
import { displayName, storageName } from "./file-name";
import { type FileType, isViewableImage, MAX_FILE_BYTES } from "./limits";
import { cleanPicture } from "./picture";
import type { ReceivedUpload } from "./receive";
import { sniffType } from "./sniff";

/** Private, and without a policy: only the service key reaches it. */
const BUCKET = "ticket-attachments";

/** Long enough to follow a redirect, too short to pass on. */
const LINK_SECONDS = 60;

/** An upload that waits to be attached to a message. */
export type StoredUpload = {
  id: string;
  fileName: string;
  mimeType: FileType;
  /** Bytes, as stored. */
  size: number;
  scanStatus: "pending" | "skipped";
};

type Checked = { bytes: Uint8Array; type: FileType; width: number | null; height: number | null };

/** A file that passed every check, and what the database is told of it. */
export type PreparedUpload = {
  bytes: Uint8Array;
  facts: {
    fileName: string;
    storageName: string;
    mimeType: FileType;
    size: number;
    sha256: string;
    width: number | null;
    height: number | null;
    scanStatus: "pending" | "skipped";
  };
};

/**
 * Checks a file by its content, cleans it and stores it for the viewer, who attaches it to a message later.
 * `unsupported_media_type`, `payload_too_large`; `not_found` for a ticket that is not theirs to see.
 */
export async function storeUpload(viewer: Viewer, upload: ReceivedUpload): Promise<Result<StoredUpload>> {
  const prepared = await prepareUpload(upload);
  if (!prepared.ok) return prepared;
  const { bytes, facts } = prepared.value;
  if (upload.ticketId !== undefined && !isUuid(upload.ticketId)) {
    return err(appError("not_found", defaultMessage("not_found")));
  }
  const registered = unwrap(
    await createAdminClient().rpc("register_upload", {
      p_user_id: viewer.id,
      p_input: {
        ...facts,
        ticketId: upload.ticketId?.toLowerCase() ?? null,
        // Whom a customer uploads for is no question.
        customerId: viewer.role === "customer" ? null : (upload.customerId?.toLowerCase() ?? null),
      },
    }),
  );
  if (!registered.ok) return registered;
  const { storagePath, ...stored } = registered.value as unknown as StoredUpload & { storagePath: string };
  const written = await writeObject(stored.id, storagePath, bytes, facts.mimeType);
  return written.ok ? ok(stored) : written;
}

/** Checks a file by its content and cleans it, wherever it came from. `unsupported_media_type`, `payload_too_large`. */
export async function prepareUpload(upload: {
  bytes: Uint8Array;
  name: string;
}): Promise<Result<PreparedUpload>> {
  const checked = await check(upload);
  if (!checked.ok) return checked;
  const { bytes, type, width, height } = checked.value;
  const fileName = displayName(upload.name, type);
  return ok({
    bytes,
    facts: {
      fileName,
      storageName: storageName(fileName, type),
      mimeType: type,
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      width,
      height,
      scanStatus: getEnv().clamav ? "pending" : "skipped",
    },
  });
}

async function check({ bytes, name }: { bytes: Uint8Array; name: string }): Promise<Result<Checked>> {
  const type = await sniffType(bytes, name);
  if (!type) return err(uploadError("wrong_type"));
  if (!type.startsWith("image/")) return ok({ bytes, type, width: null, height: null });
  const picture = await cleanPicture(bytes, type);
  if (!picture) return err(uploadError("unreadable"));
  if (picture.bytes.length > MAX_FILE_BYTES) return err(uploadError("too_large"));
  return ok({ ...picture, type });
}

/**
 * Stores the bytes of a registered upload. The record comes first and the bytes second: an object without a
 * record would be found by nobody. A failure takes the record away again.
 */
export async function writeObject(
  id: string,
  path: string,
  bytes: Uint8Array,
  type: FileType,
): Promise<Result<undefined>> {
  const admin = createAdminClient();
  const written = unwrap(
    await admin.storage.from(BUCKET).upload(path, bytes, { contentType: type, upsert: false }),
  );
  const completed = written.ok ? unwrap(await admin.rpc("complete_upload", { p_id: id })) : written;
  if (completed.ok) return ok();
  await discard(id);
  return completed;
}

/**
 * A link to a file that the viewer may see, for `LINK_SECONDS`. Pictures open in the browser, everything
 * else downloads. `not_found` also for what belongs to somebody else, `conflict` with reason
 * `scan_pending`, `forbidden` with reason `infected`.
 */
export async function linkToUpload(viewer: Viewer, id: string): Promise<Result<string>> {
  const opened = unwrap(await viewer.db.rpc("open_upload", { p_id: id }));
  if (!opened.ok) return err(scanRefusal(opened.error));
  const { fileName, mimeType } = opened.value as unknown as { fileName: string; mimeType: string };
  // Where the bytes lie is told to nobody who signs in.
  const admin = createAdminClient();
  const found = unwrap(await admin.from("ticket_attachments").select("storage_path").eq("id", id).single());
  if (!found.ok) return found;
  const signed = unwrap(
    await admin.storage.from(BUCKET).createSignedUrl(found.value.storage_path, LINK_SECONDS),
  );
  if (!signed.ok) return signed;
  const link = new URL(signed.value.signedUrl);
  // Not by the client's own option: it encodes the name twice.
  if (!isViewableImage(mimeType)) link.searchParams.set("download", fileName);
  return ok(link.href);
}

function scanRefusal(error: AppError): AppError {
  return error.reason === "scan_pending" || error.reason === "infected" ? uploadError(error.reason) : error;
}

/** Removes the viewer's own upload before it is sent. `not_found` once it is attached, and for others'. */
export async function discardUpload(viewer: Viewer, id: string): Promise<Result<undefined>> {
  const found = unwrap(
    await viewer.db
      .from("ticket_attachments")
      .select("id")
      .eq("id", id)
      .eq("uploaded_by", viewer.id)
      .is("message_id", null)
      .is("quote_id", null)
      .single(),
  );
  return found.ok ? discard(id) : found;
}

async function discard(id: string): Promise<Result<undefined>> {
  const path = unwrap(await createAdminClient().rpc("discard_upload", { p_id: id }));
  if (!path.ok) return path;
  if (!path.value) return err(appError("not_found", defaultMessage("not_found")));
  const removed = await removeObjects([path.value]);
  // The record is gone, so nobody can reach the bytes; they are only waste.
  if (!removed.ok) log.warn({ uploadId: id }, "object of a discarded upload stays");
  return ok();
}

/** The bytes of an object as they arrive. Throws when the store has none. */
export async function readObject(path: string): Promise<ReadableStream<Uint8Array>> {
  const { data, error } = await createAdminClient().storage.from(BUCKET).download(path).asStream();
  if (error) throw new Error(`read the object of an upload: ${error.message}`);
  return data;
}

/** Removes objects from the bucket; those that are gone already are no failure. */
export async function removeObjects(paths: string[]): Promise<Result<undefined>> {
  if (paths.length === 0) return ok();
  const removed = unwrap(await createAdminClient().storage.from(BUCKET).remove(paths));
  return removed.ok ? ok() : removed;
}
