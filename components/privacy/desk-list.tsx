import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table";
import type { PrivacyDeskRequest } from "@/lib/privacy/types";
import type { Reader } from "./reader";
import { RequestClock, RequestStatus } from "./request-status";

/** Requests of everybody, one line each, with the clock in words. */
export async function DeskList({
  requests,
  reader,
  now,
}: {
  requests: readonly PrivacyDeskRequest[];
  reader: Reader;
  now: Date;
}) {
  const t = await getTranslations("privacy");
  return (
    <Table
      caption={t("deskTabs.requestsTitle")}
      dense
      rows={requests}
      rowKey={({ id }) => id}
      href={({ number }) => `/admin/privacy/${number}` as Route}
      columns={[
        {
          key: "request",
          header: t("desk.columns.request"),
          primary: true,
          cell: ({ kind, number }) => (
            <>
              {t(`kinds.${kind}`)}{" "}
              <span className="whitespace-nowrap font-mono text-fg-muted text-xs">{number}</span>
            </>
          ),
        },
        { key: "customer", header: t("desk.columns.customer"), cell: ({ customer }) => customer.name },
        {
          key: "status",
          header: t("desk.columns.status"),
          cell: ({ status }) => <RequestStatus status={status} />,
        },
        {
          key: "assignee",
          header: t("desk.columns.assignee"),
          wideOnly: true,
          className: "max-lg:hidden",
          cell: ({ assignee }) =>
            assignee?.fullName ?? <span className="text-fg-muted">{t("desk.nobody")}</span>,
        },
        {
          key: "due",
          header: t("desk.columns.due"),
          align: "end",
          cell: (request) => <RequestClock request={request} reader={reader} now={now} />,
        },
      ]}
    />
  );
}
