import { customerRoute } from "@/lib/auth/guard";
import { listInvoices } from "@/lib/invoices/queries";
import { invoiceFilters } from "@/lib/invoices/schema";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute(
  { module: "invoices", query: invoiceFilters.extend(pageParams) },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listInvoices(viewer, filters, { cursor, limit });
  },
);
