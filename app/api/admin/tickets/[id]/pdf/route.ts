import { staffRoute } from "@/lib/auth/guard";
import { downloadResponse } from "@/lib/documents/response";
import { staffConversationQuery } from "@/lib/tickets/desk-schema";
import { conversationPdf } from "@/lib/tickets/pdf";
import { ticketParams } from "@/lib/tickets/schema";

/** Each one is read and drawn anew. */
const rateLimit = { name: "conversation", limit: 120, windowSeconds: 600 };

/** Without internal notes unless asked for: what is printed is soon passed on. */
export const GET = staffRoute(
  { params: ticketParams, query: staffConversationQuery, rateLimit },
  async ({ viewer, params, query }) => {
    const file = await conversationPdf(viewer, params.id, query);
    return file.ok ? downloadResponse(file.value) : file;
  },
);
