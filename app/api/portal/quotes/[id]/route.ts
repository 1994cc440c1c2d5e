import { customerRoute } from "@/lib/auth/guard";
import { getQuote } from "@/lib/quotes/queries";
import { quoteParams } from "@/lib/quotes/schema";

export const GET = customerRoute({ params: quoteParams, module: "quotes" }, ({ viewer, params }) =>
  getQuote(viewer, params.id),
);
