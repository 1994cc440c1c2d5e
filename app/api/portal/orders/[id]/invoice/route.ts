import { customerRoute } from "@/lib/auth/guard";
import { documentResponse } from "@/lib/documents/response";
import { invoicePdfOfOrder } from "@/lib/invoices/pdf";
import { orderParams } from "@/lib/orders/schema";

export const GET = customerRoute({ module: "invoices", params: orderParams }, async ({ viewer, params }) => {
  const document = await invoicePdfOfOrder(viewer, params.id);
  return document.ok ? documentResponse(document.value) : document;
});
