import { customerRoute } from "@/lib/auth/guard";
import { downloadResponse } from "@/lib/documents/response";
import { conversationPdf } from "@/lib/tickets/pdf";
import { conversationQuery, ticketParams } from "@/lib/tickets/schema";

/** Each one is read and drawn anew. */
const rateLimit = { name: "conversation", limit: 60, windowSeconds: 600 };

export const GET = customerRoute(
  { params: ticketParams, query: conversationQuery, rateLimit },
  async ({ viewer, params, query }) => {
    const file = await conversationPdf(viewer, params.id, { part: query.part });
    return file.ok ? downloadResponse(file.value) : file;
  },
);
