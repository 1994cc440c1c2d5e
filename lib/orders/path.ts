/** The page of an order, by its number where that fits into an address: it is what people recognise. */
export function orderPath({ id, number }: { id: string; number: string }): string {
  return `/portal/orders/${/^[\w-]{1,40}$/.test(number) ? number : id}`;
}
