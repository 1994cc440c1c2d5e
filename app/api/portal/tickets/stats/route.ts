import { customerRoute } from "@/lib/auth/guard";
import { ticketHistory } from "@/lib/tickets/queries";

export const GET = customerRoute({}, ({ viewer }) => ticketHistory(viewer));
