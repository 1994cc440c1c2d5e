import { customerRoute } from "@/lib/auth/guard";
import { invoiceParams } from "@/lib/payments/schema";
import { startCheckout } from "@/lib/payments/service";

export const POST = customerRoute({ params: invoiceParams, module: "invoices" }, ({ viewer, params }) =>
  startCheckout(viewer, params.id),
);
