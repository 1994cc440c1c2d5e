import { staffRoute } from "@/lib/auth/guard";
import { quoteParams } from "@/lib/quotes/schema";
import { startQuoteReview, thenRead } from "@/lib/quotes/service";

export const POST = staffRoute({ params: quoteParams, module: "quotes" }, async ({ viewer, params }) =>
  thenRead(viewer, await startQuoteReview(viewer, params.id)),
);
