import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { uploadError } from "./errors";
import { MAX_FILE_BYTES } from "./limits";

/** The frame of a form around the file: boundaries, headers, the other fields. */
const FRAME_BYTES = 16 * 1024;

export type ReceivedUpload = {
  bytes: Uint8Array;
  name: string;
  ticketId: string | undefined;
  /** For staff, who upload for a ticket that is not there yet. */
  customerId: string | undefined;
};

/**
 * The file and fields of a multipart form. Counts while it reads and stops at the limit, whatever
 * `Content-Length` says: `payload_too_large`. `unsupported_media_type` for another kind of body,
 * `invalid_request` for a form that breaks off, `validation_failed` without exactly one file.
 */
export async function receiveUpload(request: Request): Promise<Result<ReceivedUpload>> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return err(uploadError("not_multipart"));
  if (Number(request.headers.get("content-length") ?? 0) > MAX_FILE_BYTES + FRAME_BYTES) {
    return err(uploadError("too_large"));
  }
  const form = await readForm(request, contentType);
  if (!form.ok) return form;
  const files = form.value.getAll("file").filter((value) => value instanceof File);
  const [file] = files;
  if (!file || files.length > 1) return err(uploadError("one_file"));
  if (file.size > MAX_FILE_BYTES) return err(uploadError("too_large"));
  if (file.size === 0) return err(uploadError("empty"));
  return ok({
    bytes: new Uint8Array(await file.arrayBuffer()),
    name: file.name,
    ticketId: textOf(form.value, "ticketId"),
    customerId: textOf(form.value, "customerId"),
  });
}

function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function readForm(request: Request, contentType: string): Promise<Result<FormData>> {
  let size = 0;
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > MAX_FILE_BYTES + FRAME_BYTES) throw new RangeError("upload beyond its limit");
        controller.enqueue(chunk);
      },
    }),
  );
  try {
    return ok(await new Response(counted ?? null, { headers: { "content-type": contentType } }).formData());
  } catch {
    return err(uploadError(size > MAX_FILE_BYTES + FRAME_BYTES ? "too_large" : "broken_form"));
  }
}
