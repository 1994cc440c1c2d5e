import { customerRoute } from "@/lib/auth/guard";
import { privacyInput, ticketParams } from "@/lib/tickets/schema";
import { setPrivacy } from "@/lib/tickets/service";

export const PATCH = customerRoute({ params: ticketParams, body: privacyInput }, ({ viewer, params, body }) =>
  setPrivacy(viewer, params.id, body),
);
