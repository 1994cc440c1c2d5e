import { useSearch } from "@/components/ui/use-search";
import type { CustomerSummary } from "@/lib/customers/types";

/** Customers that match what is typed. */
export function useCustomerSearch(typed: string) {
  return useSearch<CustomerSummary>(typed, (q) => `/api/admin/customers?${new URLSearchParams({ q })}`);
}
