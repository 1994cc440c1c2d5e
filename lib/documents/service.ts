import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { DocumentKind } from "./queries";

/** Private, and without a policy: only the service key reaches it. */
const BUCKET = "documents";

/** A document as it goes out. */
export type KeptDocument = { bytes: Uint8Array<ArrayBuffer>; fileName: string; sha256: string };

type Wanted = {
  kind: DocumentKind;
  /** Of the invoice or the quote, which the viewer has been shown to be allowed to see. */
  id: string;
  version: number;
  /** Called when the document is not there yet; at a race by each, and the first to be stored stays. */
  render: () => Promise<Result<Uint8Array> | Uint8Array>;
};

type Stored = { storagePath: string; fileName: string; sha256: string };

/**
 * The document of an invoice or of a version of a quote: made and stored at the first call, the same bytes at
 * every other one. `not_found` also for what belongs to somebody else.
 */
export async function keepDocument(viewer: Viewer, wanted: Wanted): Promise<Result<KeptDocument>> {
  const found = await findStored(viewer, wanted);
  if (!found.ok) return found;
  if (found.value) return read(found.value);
  const rendered = await wanted.render();
  if (!(rendered instanceof Uint8Array)) {
    return rendered.ok ? store(viewer, wanted, rendered.value) : rendered;
  }
  return store(viewer, wanted, rendered);
}

async function findStored(viewer: Viewer, { kind, id, version }: Wanted): Promise<Result<Stored | null>> {
  const answer = unwrap(await viewer.db.rpc("find_document", { p_kind: kind, p_id: id, p_version: version }));
  return answer.ok ? ok(answer.value as unknown as Stored | null) : answer;
}

/** The bytes come first and the record second, so that a record never promises what is not there. */
async function store(
  viewer: Viewer,
  { kind, id, version }: Wanted,
  rendered: Uint8Array,
): Promise<Result<KeptDocument>> {
  const sha256 = hashOf(rendered);
  // Named by its content: whoever writes the same bytes at the same time writes the same object.
  const path = `${kind}/${id}/${version}/${sha256}.pdf`;
  const admin = createAdminClient();
  const written = unwrap(
    await admin.storage.from(BUCKET).upload(path, rendered, { contentType: "application/pdf", upsert: true }),
  );
  if (!written.ok) return written;
  const stored = unwrap(
    await admin.rpc("store_document", {
      p_user_id: viewer.id,
      p_input: { kind, id, version, storagePath: path, sha256, bytes: rendered.length },
    }),
  );
  // After a failure the object stays: the record may have been written all the same, by this call or another's.
  if (!stored.ok) return stored;
  const winner = stored.value as unknown as Stored;
  if (winner.sha256 === sha256) {
    return ok({ bytes: new Uint8Array(rendered), fileName: winner.fileName, sha256 });
  }
  // Another document was first: nobody will ask for these bytes.
  const removed = unwrap(await admin.storage.from(BUCKET).remove([path]));
  if (!removed.ok) log.warn({ path }, "object of a document that was not kept stays");
  return read(winner);
}

async function read({ storagePath, fileName, sha256 }: Stored): Promise<Result<KeptDocument>> {
  const downloaded = unwrap(await createAdminClient().storage.from(BUCKET).download(storagePath));
  if (!downloaded.ok) {
    // It was stored once; that it is gone is a fault of ours and not "not found".
    log.error({ storagePath, code: downloaded.error.code }, "a kept document cannot be read");
    return err(appError("unavailable", defaultMessage("unavailable")));
  }
  const bytes = new Uint8Array(await downloaded.value.arrayBuffer());
  if (hashOf(bytes) !== sha256) {
    log.error({ storagePath }, "a kept document is not what was stored");
    return err(appError("internal", defaultMessage("internal")));
  }
  return ok({ bytes, fileName, sha256 });
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
