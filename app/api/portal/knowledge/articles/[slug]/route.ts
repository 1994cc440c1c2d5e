import { visitorRoute } from "@/lib/auth/guard";
import { getHelpArticle } from "@/lib/knowledge/help-queries";
import { articleParams } from "@/lib/knowledge/help-schema";

const rateLimit = { name: "help.article", limit: 240, windowSeconds: 60 };

export const GET = visitorRoute({ params: articleParams, rateLimit }, ({ viewer, params }) =>
  getHelpArticle(viewer, params.slug),
);
