import { z } from "zod";
import { customerRoute } from "@/lib/auth/guard";
import { listDomains } from "@/lib/domains/queries";
import { domainInput } from "@/lib/domains/schema";
import { addDomain } from "@/lib/domains/service";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute({ query: z.object(pageParams), module: "domains" }, ({ viewer, query }) =>
  listDomains(viewer, query),
);

export const POST = customerRoute(
  { body: domainInput, status: 201, idempotent: true, module: "domains" },
  ({ viewer, body, idempotencyKey }) => addDomain(viewer, body, idempotencyKey),
);
