import { staffRoute } from "@/lib/auth/guard";
import { getQuote } from "@/lib/quotes/queries";
import { quoteParams, saveDraftInput } from "@/lib/quotes/schema";
import { saveQuoteDraft, thenRead } from "@/lib/quotes/service";

export const GET = staffRoute({ params: quoteParams, module: "quotes" }, ({ viewer, params }) =>
  getQuote(viewer, params.id),
);

/** Keeps the next version as a draft; `send` shows it to the customer. */
export const PATCH = staffRoute(
  { params: quoteParams, body: saveDraftInput, module: "quotes", maxBodyBytes: 1024 * 1024 },
  async ({ viewer, params, body: { expectedRevision, ...draft } }) =>
    thenRead(viewer, await saveQuoteDraft(viewer, params.id, expectedRevision, draft)),
);
