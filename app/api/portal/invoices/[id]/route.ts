import { customerRoute } from "@/lib/auth/guard";
import { getInvoice } from "@/lib/invoices/queries";
import { invoiceRef } from "@/lib/invoices/schema";

export const GET = customerRoute({ module: "invoices", params: invoiceRef }, ({ viewer, params }) =>
  getInvoice(viewer, params.id),
);
