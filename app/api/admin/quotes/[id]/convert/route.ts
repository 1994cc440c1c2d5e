import { staffRoute } from "@/lib/auth/guard";
import { quoteParams } from "@/lib/quotes/schema";
import { convertQuote, thenRead } from "@/lib/quotes/service";

/** The order of an accepted quote, in `order` of the answer. Calling it again makes no second one. */
export const POST = staffRoute(
  { params: quoteParams, idempotent: true, module: "quotes" },
  async ({ viewer, params, idempotencyKey }) =>
    thenRead(viewer, await convertQuote(viewer, params.id, idempotencyKey)),
);
