import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Paperclip } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Column, Table } from "@/components/ui/table";
import type { InboundSummary } from "@/lib/mailbox/types";
import { MailState } from "./mail-state";

/** E-mails on the desk: a line each, and a card on a phone. */
export async function MailTable({
  mails,
  locale,
  timeZone,
}: {
  mails: readonly InboundSummary[];
  locale: string;
  timeZone: string;
}) {
  const t = await getTranslations("mailbox.desk");
  const sender = (row: InboundSummary) => row.fromName || row.fromAddress || t("noSender");
  const received = (row: InboundSummary) => (
    <RelativeTime at={row.receivedAt} locale={locale} timeZone={timeZone} />
  );
  const state = (row: InboundSummary) => (
    <span className="flex min-w-0 items-center gap-2">
      <MailState state={row.state} label={t(`state.${row.state}`)} />
      {row.reason && <span className="truncate text-fg-muted text-sm">{t(`reason.${row.reason}`)}</span>}
    </span>
  );
  const columns: Column<InboundSummary>[] = [
    {
      key: "subject",
      header: t("column.subject"),
      primary: true,
      className: "w-full max-w-0 min-w-40! max-sm:max-w-none",
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-1.5">
          <span className="truncate max-sm:whitespace-normal max-sm:break-words">
            {row.subject || t("noSubject")}
          </span>
          {row.hasFiles && (
            <>
              <Paperclip aria-hidden className="shrink-0 text-fg-muted" />
              <span className="sr-only">{t("withFiles")}</span>
            </>
          )}
        </span>
      ),
    },
    {
      key: "phone",
      header: "",
      // The table names each fact of a card; these speak for themselves.
      className: "sm:hidden gap-0!",
      cell: (row) => (
        <span className="flex w-full min-w-0 flex-col gap-1">
          <span className="flex justify-between gap-3 text-fg-muted">
            <span className="min-w-0 truncate">{sender(row)}</span>
            <span className="shrink-0">{received(row)}</span>
          </span>
          {state(row)}
        </span>
      ),
    },
    {
      key: "from",
      header: t("column.from"),
      wideOnly: true,
      className: "whitespace-nowrap",
      cell: (row) => (
        <span className="block max-w-52 truncate max-lg:max-w-36" title={row.fromAddress ?? undefined}>
          {sender(row)}
        </span>
      ),
    },
    {
      key: "state",
      header: t("column.state"),
      wideOnly: true,
      className: "whitespace-nowrap",
      cell: (row) => <span className="block max-w-80 max-lg:max-w-52">{state(row)}</span>,
    },
    {
      key: "received",
      header: t("column.received"),
      align: "end",
      wideOnly: true,
      className: "whitespace-nowrap text-fg-muted!",
      cell: received,
    },
  ];
  return (
    <Table
      dense
      caption={t("caption")}
      columns={columns}
      rows={mails}
      rowKey={(row) => row.id}
      href={(row) => `/admin/mail/${row.id}` as Route}
    />
  );
}
