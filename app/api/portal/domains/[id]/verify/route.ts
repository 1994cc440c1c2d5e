import { customerRoute } from "@/lib/auth/guard";
import { domainParams } from "@/lib/domains/schema";
import { verifyDomain } from "@/lib/domains/service";

export const POST = customerRoute({ params: domainParams, module: "domains" }, ({ viewer, params }) =>
  verifyDomain(viewer, params.id),
);
