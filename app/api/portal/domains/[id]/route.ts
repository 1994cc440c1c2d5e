import { customerRoute } from "@/lib/auth/guard";
import { getDomain } from "@/lib/domains/queries";
import { domainParams, removeInput } from "@/lib/domains/schema";
import { removeDomain } from "@/lib/domains/service";

export const GET = customerRoute({ params: domainParams, module: "domains" }, ({ viewer, params }) =>
  getDomain(viewer, params.id),
);

/** What confirms it stands in the address: not every client sends a body with DELETE. */
export const DELETE = customerRoute(
  { params: domainParams, query: removeInput, module: "domains" },
  ({ viewer, params, query }) => removeDomain(viewer, params.id, query),
);
