import { memberRoute } from "@/lib/auth/guard";
import { listCategories } from "@/lib/tickets/queries";

export const GET = memberRoute({}, ({ viewer }) => listCategories(viewer));
