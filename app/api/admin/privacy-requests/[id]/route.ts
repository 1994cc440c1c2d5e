import { staffRoute } from "@/lib/auth/guard";
import { getPrivacyRequest } from "@/lib/privacy/queries";
import { privacyChange, privacyIdParams, privacyParams } from "@/lib/privacy/schema";
import { changePrivacyRequest } from "@/lib/privacy/service";

export const GET = staffRoute({ params: privacyParams }, ({ viewer, params }) =>
  getPrivacyRequest(viewer, params.id),
);

export const PATCH = staffRoute(
  { params: privacyIdParams, body: privacyChange },
  ({ viewer, params, body }) => changePrivacyRequest(viewer, params.id, body),
);
