import "server-only";
import { API_POLICY, STATIC_SECURITY_HEADERS } from "@/lib/platform/security-headers";
import type { KeptDocument } from "./service";

/** Browsers show a PDF as an object in a page of their own, under the policy of the answer. */
const POLICY = `${API_POLICY}; object-src 'self'; style-src 'unsafe-inline'`;

/**
 * A document as the answer of a call: shown by the browser, saved under its name. The hash is its ETag, so
 * that a reader can see that it never changes; caches keep nothing, for who may see it is asked each time.
 */
export function documentResponse({ bytes, fileName, sha256 }: KeptDocument): Response {
  return new Response(bytes, {
    headers: {
      ...STATIC_SECURITY_HEADERS,
      "Content-Security-Policy": POLICY,
      "Content-Type": "application/pdf",
      "Content-Length": String(bytes.byteLength),
      // Names of stored documents hold letters, digits, dots and dashes alone.
      "Content-Disposition": `inline; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
      ETag: `"${sha256}"`,
    },
  });
}

/** A file that is made anew for each call, such as a statement: saved, never shown, never kept by a cache. */
export function downloadResponse({
  bytes,
  fileName,
  mimeType,
}: {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
  mimeType: string;
}): Response {
  return new Response(bytes, {
    headers: {
      ...STATIC_SECURITY_HEADERS,
      "Content-Security-Policy": API_POLICY,
      "Content-Type": mimeType,
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
