import { z } from "zod";
import { staffRoute } from "@/lib/auth/guard";
import { listDeskSubjects } from "@/lib/tickets/desk-queries";
import { id } from "@/lib/tickets/schema";

export const GET = staffRoute({ params: z.object({ id: id("customerId") }) }, ({ viewer, params }) =>
  listDeskSubjects(viewer, params.id),
);
