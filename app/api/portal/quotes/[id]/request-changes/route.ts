import { customerRoute } from "@/lib/auth/guard";
import { changesInput, quoteParams } from "@/lib/quotes/schema";
import { requestQuoteChanges, thenRead } from "@/lib/quotes/service";

export const POST = customerRoute(
  { params: quoteParams, body: changesInput, module: "quotes" },
  async ({ viewer, params, body }) => thenRead(viewer, await requestQuoteChanges(viewer, params.id, body)),
);
