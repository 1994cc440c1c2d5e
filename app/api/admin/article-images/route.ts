import { staffRoute } from "@/lib/auth/guard";
import { storeImage } from "@/lib/knowledge/images-service";
import { receiveUpload } from "@/lib/uploads/receive";

/** A picture for an article: multipart with `file`. */
export const POST = staffRoute({ status: 201, module: "knowledge" }, async ({ viewer, request }) => {
  const upload = await receiveUpload(request);
  return upload.ok ? storeImage(viewer, upload.value) : upload;
});
