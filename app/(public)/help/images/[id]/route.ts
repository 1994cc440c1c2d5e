import { publicRoute } from "@/lib/auth/guard";
import { openImage } from "@/lib/knowledge/images-service";
import { idParams } from "@/lib/knowledge/schema";
import { API_POLICY, STATIC_SECURITY_HEADERS } from "@/lib/platform/security-headers";

/** A picture of an article, for whoever may read the article. Its bytes never change. */
export const GET = publicRoute({ params: idParams }, async ({ params, request }) => {
  const image = await openImage(params.id);
  if (!image.ok) return image;
  const { bytes, mimeType, sha256, isPublic } = image.value;
  const headers = {
    ...STATIC_SECURITY_HEADERS,
    "Content-Security-Policy": API_POLICY,
    "Content-Type": mimeType,
    "Content-Disposition": "inline",
    // Not for ever: an article that is taken back takes its pictures along.
    "Cache-Control": isPublic ? "public, max-age=300" : "private, no-cache",
    ETag: `"${sha256}"`,
  };
  if (request.headers.get("if-none-match") === headers.ETag) {
    await bytes.cancel();
    return new Response(null, { status: 304, headers });
  }
  return new Response(bytes, { headers });
});
