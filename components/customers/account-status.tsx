import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import type { AccountStatus } from "@/lib/customers/types";

/** How an account stands with the business, in a word. */
export async function AccountStatusBadge({ status }: { status: AccountStatus }) {
  const t = await getTranslations("customers.status");
  return <Badge tone={status === "active" ? "success" : "warning"}>{t(status)}</Badge>;
}
