import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listTemplates } from "@/lib/templates/queries";
import { templateFilters, templateInput } from "@/lib/templates/schema";
import { createTemplate } from "@/lib/templates/service";

export const GET = staffRoute({ query: templateFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listTemplates(viewer, filters, { cursor, limit });
});

export const POST = staffRoute(
  { body: templateInput, idempotent: true, status: 201 },
  ({ viewer, body, idempotencyKey }) => createTemplate(viewer, body, idempotencyKey),
);
