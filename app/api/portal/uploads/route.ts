import { memberRoute } from "@/lib/auth/guard";
import { receiveUpload } from "@/lib/uploads/receive";
import { storeUpload } from "@/lib/uploads/service";

/** Customers and staff: who may see a ticket may prepare a file for it. */
export const POST = memberRoute({ status: 201 }, async ({ viewer, request }) => {
  const upload = await receiveUpload(request);
  return upload.ok ? storeUpload(viewer, upload.value) : upload;
});
