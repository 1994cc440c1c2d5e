import { customerRoute } from "@/lib/auth/guard";
import { suggestForTicket } from "@/lib/tickets/queries";
import { suggestionQuery } from "@/lib/tickets/schema";

export const GET = customerRoute({ query: suggestionQuery }, ({ viewer, query }) =>
  suggestForTicket(viewer, query),
);
