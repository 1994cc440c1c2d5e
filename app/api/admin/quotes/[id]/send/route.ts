import { staffRoute } from "@/lib/auth/guard";
import { quoteParams, revisionInput } from "@/lib/quotes/schema";
import { sendQuote, thenRead } from "@/lib/quotes/service";

export const POST = staffRoute(
  { params: quoteParams, body: revisionInput, module: "quotes" },
  async ({ viewer, params, body }) =>
    thenRead(viewer, await sendQuote(viewer, params.id, body.expectedRevision)),
);
