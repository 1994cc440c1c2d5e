import { staffRoute } from "@/lib/auth/guard";
import { getArticle } from "@/lib/knowledge/desk-queries";
import { articleChanges, articleParams, idParams } from "@/lib/knowledge/schema";
import { updateArticle } from "@/lib/knowledge/service";

/** By id or by address. */
export const GET = staffRoute({ params: articleParams, module: "knowledge" }, ({ viewer, params }) =>
  getArticle(viewer, params.id),
);

export const PATCH = staffRoute(
  { params: idParams, body: articleChanges, module: "knowledge" },
  ({ viewer, params, body }) => updateArticle(viewer, params.id, body),
);
