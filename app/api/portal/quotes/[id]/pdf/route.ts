import { customerRoute } from "@/lib/auth/guard";
import { documentResponse } from "@/lib/documents/response";
import { quotePdf } from "@/lib/quotes/pdf";
import { pdfQuery, quoteParams } from "@/lib/quotes/schema";

export const GET = customerRoute(
  { params: quoteParams, query: pdfQuery, module: "quotes" },
  async ({ viewer, params, query }) => {
    const document = await quotePdf(viewer, params.id, query.version);
    return document.ok ? documentResponse(document.value) : document;
  },
);
