import { customerRoute } from "@/lib/auth/guard";
import { getDashboard } from "@/lib/dashboard/queries";

export const GET = customerRoute({}, ({ viewer }) => getDashboard(viewer));
