import { z } from "zod";
import { publicRoute } from "@/lib/auth/guard";
import { receiveRecords } from "@/lib/integrations/service";
import { RECORD_KINDS } from "@/lib/integrations/types";
import { dataResponse } from "@/lib/platform/http";

/** Records of other systems, signed with `INTEGRATION_SECRET`: see docs/integrations.md. */
export const POST = publicRoute(
  { params: z.object({ kind: z.enum(RECORD_KINDS) }) },
  async ({ params, request, requestId }) => {
    const received = await receiveRecords(params.kind, request);
    if (!received.ok) return received;
    const response = dataResponse({ data: received.value.results }, 200, requestId);
    if (received.value.isRepeated) response.headers.set("Idempotency-Replayed", "true");
    return response;
  },
);
