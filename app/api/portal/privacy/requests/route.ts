import { z } from "zod";
import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listPrivacyRequests } from "@/lib/privacy/queries";
import { privacyRequestInput } from "@/lib/privacy/schema";
import { requestPrivacy } from "@/lib/privacy/service";

export const GET = customerRoute({ query: z.object(pageParams) }, ({ viewer, query }) =>
  listPrivacyRequests(viewer, query),
);

export const POST = customerRoute(
  { body: privacyRequestInput, status: 201, idempotent: true },
  ({ viewer, body, idempotencyKey }) => requestPrivacy(viewer, body, idempotencyKey),
);
