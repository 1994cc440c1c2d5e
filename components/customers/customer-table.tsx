import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import { formatPhone } from "@/lib/core/phone-words";
import type { CustomerSummary } from "@/lib/customers/types";
import { AccountStatusBadge } from "./account-status";

/** The customers, one line each. */
export async function CustomerTable({
  customers,
  clock,
}: {
  customers: readonly CustomerSummary[];
  clock: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("customers");
  return (
    <Table
      caption={t("title")}
      dense
      rows={customers}
      rowKey={({ id }) => id}
      href={({ customerNumber }) => `/admin/customers/${customerNumber}` as Route}
      columns={[
        {
          key: "name",
          header: t("columns.name"),
          primary: true,
          cell: ({ companyName, fullName, accountStatus }) => (
            <>
              {companyName ?? fullName}{" "}
              {accountStatus !== "active" && <AccountStatusBadge status={accountStatus} />}
            </>
          ),
        },
        {
          key: "contact",
          header: t("columns.contact"),
          wideOnly: true,
          className: "max-[85rem]:hidden",
          cell: ({ companyName, fullName }) => (companyName ? fullName : ""),
        },
        {
          key: "email",
          header: t("columns.email"),
          className: "wrap-anywhere",
          cell: ({ email, phone }) => email ?? (phone && formatPhone(phone)),
        },
        {
          key: "number",
          header: t("columns.number"),
          className: "whitespace-nowrap",
          cell: ({ customerNumber }) => <span className="font-mono text-xs">{customerNumber}</span>,
        },
        {
          key: "open",
          header: t("columns.open"),
          align: "end",
          className: "tabular-nums",
          cell: ({ openTickets }) => t("open", { count: openTickets }),
        },
        {
          key: "last",
          header: t("columns.last"),
          align: "end",
          wideOnly: true,
          className: "max-lg:hidden",
          cell: ({ lastTicketAt }) => lastTicketAt && <RelativeTime at={lastTicketAt} {...clock} />,
        },
      ]}
    />
  );
}
