import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { type Cursor, encodeCursor, isUuid } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import type { StoredParties } from "@/lib/documents/queries";
import { defaultMessage } from "@/lib/platform/error-messages";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explainInvoice } from "./field-messages";
import { type InvoiceListParams, toInvoiceFilters } from "./list-params";
import type { InvoiceFilters } from "./schema";
import { taxesByRate } from "./taxes";
import type { InvoiceDetail, InvoiceFigures, InvoiceSummary, Statement } from "./types";

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the customer's invoices, latest first, or with `sort: "due"` the first due first. */
export async function listInvoices(
  viewer: Reader,
  filters: Partial<InvoiceFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<InvoiceSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_invoices", {
      p_filters: filters,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) return err(explainInvoice(answer.error));
  const { items, nextCursor } = answer.value as unknown as {
    items: InvoiceSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** What the customer owes, and how many invoices there are of each kind. */
export async function getInvoiceFigures(viewer: Reader): Promise<Result<InvoiceFigures>> {
  const answer = unwrap(await viewer.db.rpc("invoice_summary"));
  return answer.ok ? ok(answer.value as unknown as InvoiceFigures) : answer;
}

/** All that the customer's list shows. Throws when it cannot be read. */
export async function loadInvoices(
  viewer: Reader,
  params: InvoiceListParams,
): Promise<{ invoices: Page<InvoiceSummary>; figures: InvoiceFigures }> {
  const [invoices, figures] = await Promise.all([
    listInvoices(viewer, toInvoiceFilters(params), {
      limit: params.limit,
      cursor: params.cursor ?? undefined,
    }),
    getInvoiceFigures(viewer),
  ]);
  if (!invoices.ok) throw new Error(`cannot read the invoices: ${invoices.error.code}`);
  if (!figures.ok) throw new Error(`cannot read what is owed: ${figures.error.code}`);
  return { invoices: invoices.value, figures: figures.value };
}

/** One invoice by id or number; `not_found` also for what belongs to somebody else. The read is audited. */
export async function getInvoice(viewer: Reader, ref: string): Promise<Result<InvoiceDetail>> {
  const found = await readInvoice(viewer, ref);
  return found.ok ? ok(found.value.invoice) : found;
}

/** Like `getInvoice`, with null for what is not there for this viewer; other failures throw. */
export async function findInvoice(viewer: Reader, ref: string): Promise<InvoiceDetail | null> {
  const found = await getInvoice(viewer, ref);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the invoice: ${found.error.code}`);
}

type Stored = Omit<InvoiceDetail, "taxes"> & { parties: StoredParties };

/** One invoice with who issued it to whom, for its document. */
export async function readInvoice(
  viewer: Reader,
  ref: string,
): Promise<Result<{ invoice: InvoiceDetail; parties: StoredParties }>> {
  const answer = unwrap(await viewer.db.rpc("get_invoice", { p_ref: ref }));
  if (!answer.ok) return answer;
  const { parties, ...stored } = answer.value as unknown as Stored;
  return ok({ invoice: { ...stored, taxes: taxesByRate(stored.lines, stored.tax) }, parties });
}

/** The invoice of an order: the latest that was not cancelled. `not_found` when there is none. */
export async function findInvoiceOfOrder(viewer: Viewer, ref: string): Promise<Result<string>> {
  const answer = unwrap(
    await viewer.db
      .from("orders")
      .select("invoices(id, status)")
      .eq(isUuid(ref) ? "id" : "number", ref)
      .order("issued_on", { referencedTable: "invoices", ascending: false })
      .order("id", { referencedTable: "invoices", ascending: false })
      .limit(20, { referencedTable: "invoices" })
      .maybeSingle(),
  );
  if (!answer.ok) return answer;
  const invoices = answer.value?.invoices ?? [];
  const invoice = invoices.find(({ status }) => status !== "cancelled") ?? invoices[0];
  return invoice ? ok(invoice.id) : err(appError("not_found", defaultMessage("not_found")));
}

/** What was owed, invoiced and paid in a time, per currency, with the parties for its letterhead. */
export async function getStatement(
  viewer: Viewer,
  { from, to }: { from: string; to: string },
): Promise<Result<Statement & { parties: StoredParties }>> {
  const answer = unwrap(await viewer.db.rpc("invoice_statement", { p_from: from, p_to: to }));
  if (!answer.ok) return err(explainInvoice(answer.error));
  return ok(answer.value as unknown as Statement & { parties: StoredParties });
}
