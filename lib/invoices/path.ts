/** The page of an invoice, by its number, as people say it. A number may hold anything but its source's mistakes. */
export function invoicePath({ number }: { number: string }): string {
  return `/portal/invoices/${encodeURIComponent(number)}`;
}

/** The document of an invoice. */
export function invoicePdfPath({ id }: { id: string }): string {
  return `/api/portal/invoices/${id}/pdf`;
}
