import { customerRoute } from "@/lib/auth/guard";
import { acceptInput, quoteParams } from "@/lib/quotes/schema";
import { acceptQuote, thenRead } from "@/lib/quotes/service";

export const POST = customerRoute(
  { params: quoteParams, body: acceptInput, module: "quotes" },
  async ({ viewer, params, body }) => thenRead(viewer, await acceptQuote(viewer, params.id, body)),
);
