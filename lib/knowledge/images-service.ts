import "server-only";
import { findCurrentViewer, type Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { isViewableImage } from "@/lib/uploads/limits";
import type { ReceivedUpload } from "@/lib/uploads/receive";
import { prepareUpload } from "@/lib/uploads/service";
import type { HelpImage } from "./desk-types";
import { fieldMessage } from "./field-messages";

/** Private, and without a policy: only the service key reaches it. */
export const IMAGE_BUCKET = "knowledge-images";
/** As the bucket and the table have it. */
const MAX_BYTES = 5 * 1024 * 1024;

export type ServedImage = {
  bytes: ReadableStream<Uint8Array>;
  mimeType: string;
  sha256: string;
  /** Whether everybody may see it, so that caches may keep it. */
  isPublic: boolean;
};

/**
 * Checks a picture by its content, takes its location data away and keeps it for articles. Only PNG, JPEG and
 * WebP: `unsupported_media_type` for everything else, `payload_too_large` above 5 MB.
 */
export async function storeImage(viewer: Viewer, upload: ReceivedUpload): Promise<Result<HelpImage>> {
  const prepared = await prepareUpload(upload);
  if (!prepared.ok) return prepared;
  const { bytes, facts } = prepared.value;
  if (!isViewableImage(facts.mimeType)) {
    return err(appError("unsupported_media_type", fieldMessage("image", "wrong_type")));
  }
  if (bytes.length > MAX_BYTES) return err(appError("payload_too_large", fieldMessage("image", "too_large")));
  const admin = createAdminClient();
  const { fileName, mimeType, size, sha256, width, height } = facts;
  const registered = unwrap(
    await admin.rpc("register_kb_image", {
      p_user_id: viewer.id,
      p_input: { fileName, mimeType, size, sha256, width, height },
    }),
  );
  if (!registered.ok) return registered;
  const image = registered.value as unknown as {
    id: string;
    storagePath: string;
    isStored: boolean;
    width: number | null;
    height: number | null;
  };
  if (!image.isStored) {
    const written = unwrap(
      await admin.storage
        .from(IMAGE_BUCKET)
        .upload(image.storagePath, bytes, { contentType: mimeType, upsert: true }),
    );
    // A record without bytes is shown to nobody, and swept within a week.
    if (!written.ok) return written;
    const completed = unwrap(await admin.rpc("complete_kb_image", { p_id: image.id }));
    if (!completed.ok) return completed;
  }
  return ok({ id: image.id, url: `/help/images/${image.id}`, width: image.width, height: image.height });
}

/** A picture for whoever asks, signed in or not, when they may read an article that shows it; else `not_found`. */
export async function openImage(id: string): Promise<Result<ServedImage>> {
  const viewer = await findCurrentViewer();
  const client = viewer.ok ? viewer.value.db : createAnonClient();
  const found = unwrap(await client.rpc("get_kb_image", { p_id: id }));
  if (!found.ok) return found;
  const { storagePath, ...image } = found.value as unknown as Omit<ServedImage, "bytes"> & {
    storagePath: string;
  };
  const { data, error } = await createAdminClient()
    .storage.from(IMAGE_BUCKET)
    .download(storagePath)
    .asStream();
  if (error) {
    log.error({ storagePath }, "a picture of the help centre cannot be read");
    return err(appError("unavailable", defaultMessage("unavailable")));
  }
  return ok({ ...image, bytes: data });
}
