import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { InvoiceSkeleton } from "@/components/invoices/detail-skeleton";
import { InvoicePage } from "@/components/invoices/invoice-page";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { findInvoice } from "@/lib/invoices/queries";
import { invoiceRef } from "@/lib/invoices/schema";
import type { InvoiceDetail } from "@/lib/invoices/types";
import { getPaymentState } from "@/lib/payments/queries";
import { toPaymentReturn } from "@/lib/payments/types";

type Props = PageProps<"/portal/invoices/[id]">;

/** Once per request, for the page and its title. */
const readInvoice = cache(async (ref: string): Promise<InvoiceDetail | null> => {
  const viewer = await requireViewer("customer", "invoices");
  const params = invoiceRef.safeParse({ id: decoded(ref) });
  return params.success ? findInvoice(viewer, params.data.id) : null;
});

/** Pages get their parameters as the address spells them. */
function decoded(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const invoice = await readInvoice((await params).id);
  const t = await getTranslations("invoices.detail");
  return { title: invoice ? t("title", { number: invoice.number }) : t("missing") };
}

/** An invoice of the customer. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<InvoiceSkeleton />}>
      <Invoice {...props} />
    </Arrival>
  );
}

async function Invoice({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([
    requireViewer("customer", "invoices"),
    params,
    searchParams,
  ]);
  const invoice = await readInvoice(id);
  if (!invoice) notFound();
  const payments = await getPaymentState(viewer, invoice.id);
  if (!payments.ok) throw new Error(`cannot read the payments: ${payments.error.code}`);
  const returned = toPaymentReturn([query.payment].flat()[0]);
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} recordId={invoice.id} />
      <InvoicePage
        invoice={invoice}
        payments={payments.value}
        returned={returned}
        reader={{ locale: viewer.locale, timeZone: viewer.timeZone }}
        formKey={newId()}
        now={new Date()}
      />
    </>
  );
}
