import { customerRoute } from "@/lib/auth/guard";
import { invoiceRef } from "@/lib/invoices/schema";
import { startCheckout } from "@/lib/payments/service";

export const POST = customerRoute({ params: invoiceRef, module: "invoices" }, ({ viewer, params }) =>
  startCheckout(viewer, params.id),
);
