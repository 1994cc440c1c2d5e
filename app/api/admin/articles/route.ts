import { staffRoute } from "@/lib/auth/guard";
import { listArticles } from "@/lib/knowledge/desk-queries";
import { articleFilters, articleInput } from "@/lib/knowledge/schema";
import { createArticle } from "@/lib/knowledge/service";
import { pageParams } from "@/lib/platform/http";

export const GET = staffRoute(
  { query: articleFilters.extend(pageParams), module: "knowledge" },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listArticles(viewer, filters, { cursor, limit });
  },
);

export const POST = staffRoute(
  { body: articleInput, idempotent: true, status: 201, module: "knowledge" },
  ({ viewer, body, idempotencyKey }) => createArticle(viewer, body, idempotencyKey),
);
