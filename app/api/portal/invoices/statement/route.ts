import { customerRoute } from "@/lib/auth/guard";
import { downloadResponse } from "@/lib/documents/response";
import { statementQuery } from "@/lib/invoices/schema";
import { statementFile } from "@/lib/invoices/service";

/** Each one is computed and drawn anew. */
const rateLimit = { name: "statement", limit: 60, windowSeconds: 600 };

export const GET = customerRoute(
  { module: "invoices", query: statementQuery, rateLimit },
  async ({ viewer, query }) => {
    const file = await statementFile(viewer, query);
    return file.ok ? downloadResponse(file.value) : file;
  },
);
