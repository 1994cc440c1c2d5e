import { customerRoute } from "@/lib/auth/guard";
import { getPrivacyRequest } from "@/lib/privacy/queries";
import { privacyIdParams, privacyParams } from "@/lib/privacy/schema";
import { cancelPrivacyRequest } from "@/lib/privacy/service";

export const GET = customerRoute({ params: privacyParams }, ({ viewer, params }) =>
  getPrivacyRequest(viewer, params.id),
);

/** Takes it back; it stays in the list as cancelled, or lifted. */
export const DELETE = customerRoute({ params: privacyIdParams }, ({ viewer, params }) =>
  cancelPrivacyRequest(viewer, params.id),
);
