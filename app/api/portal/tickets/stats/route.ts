import { customerRoute } from "@/lib/auth/guard";
import { ticketStats } from "@/lib/tickets/queries";

export const GET = customerRoute({}, ({ viewer }) => ticketStats(viewer));
