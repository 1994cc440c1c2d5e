import { staffRoute } from "@/lib/auth/guard";
import { templateValuesFor } from "@/lib/tickets/draft-service";
import { ticketParams } from "@/lib/tickets/schema";

export const GET = staffRoute({ params: ticketParams }, ({ viewer, params }) =>
  templateValuesFor(viewer, params.id),
);
