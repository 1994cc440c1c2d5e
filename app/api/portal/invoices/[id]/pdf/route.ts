import { customerRoute } from "@/lib/auth/guard";
import { documentResponse } from "@/lib/documents/response";
import { invoicePdf } from "@/lib/invoices/pdf";
import { invoiceRef } from "@/lib/invoices/schema";

export const GET = customerRoute({ module: "invoices", params: invoiceRef }, async ({ viewer, params }) => {
  const document = await invoicePdf(viewer, params.id);
  return document.ok ? documentResponse(document.value) : document;
});
