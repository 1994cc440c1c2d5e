import { staffRoute } from "@/lib/auth/guard";
import { draftInput } from "@/lib/tickets/draft-schema";
import { getDrafts, saveDraft } from "@/lib/tickets/draft-service";
import { ticketParams } from "@/lib/tickets/schema";

export const GET = staffRoute({ params: ticketParams }, ({ viewer, params }) => getDrafts(viewer, params.id));

export const PUT = staffRoute({ params: ticketParams, body: draftInput }, ({ viewer, params, body }) =>
  saveDraft(viewer, params.id, body),
);
