import { customerRoute } from "@/lib/auth/guard";
import { statusInput, ticketParams } from "@/lib/tickets/schema";
import { changeStatus } from "@/lib/tickets/service";

export const PATCH = customerRoute({ params: ticketParams, body: statusInput }, ({ viewer, params, body }) =>
  changeStatus(viewer, params.id, body),
);
