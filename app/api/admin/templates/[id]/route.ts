import { staffRoute } from "@/lib/auth/guard";
import { getTemplate } from "@/lib/templates/queries";
import { templateChanges, templateParams } from "@/lib/templates/schema";
import { updateTemplate } from "@/lib/templates/service";

export const GET = staffRoute({ params: templateParams }, ({ viewer, params }) =>
  getTemplate(viewer, params.id),
);

export const PATCH = staffRoute(
  { params: templateParams, body: templateChanges },
  ({ viewer, params, body }) => updateTemplate(viewer, params.id, body),
);
