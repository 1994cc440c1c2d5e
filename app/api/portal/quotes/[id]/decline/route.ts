import { customerRoute } from "@/lib/auth/guard";
import { declineInput, quoteParams } from "@/lib/quotes/schema";
import { declineQuote, thenRead } from "@/lib/quotes/service";

export const POST = customerRoute(
  { params: quoteParams, body: declineInput, module: "quotes" },
  async ({ viewer, params, body }) => thenRead(viewer, await declineQuote(viewer, params.id, body)),
);
