import { useSearch } from "@/components/ui/use-search";
import type { CustomerHit } from "@/lib/tickets/desk-types";

/** Customers that match what is typed. */
export function useCustomerSearch(typed: string) {
  return useSearch<CustomerHit>(typed, (q) => `/api/admin/customers?${new URLSearchParams({ q })}`);
}
