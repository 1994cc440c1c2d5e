import { customerRoute } from "@/lib/auth/guard";
import { answeredInput } from "@/lib/knowledge/help-schema";
import { answerByArticle } from "@/lib/knowledge/help-service";

export const POST = customerRoute({ module: "knowledge", body: answeredInput }, ({ viewer, body }) =>
  answerByArticle(viewer, body),
);
