import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Column, Table } from "@/components/ui/table";
import type { Tone } from "@/components/ui/tone";
import { idle } from "@/lib/core/action-state";
import { resendAction } from "@/lib/notifications/deliveries-actions";
import type { DeliveryStatus, DeliverySummary } from "@/lib/notifications/deliveries-types";
import { CommandForm } from "./command-form";

const TONES = {
  queued: "info",
  sent: "success",
  kept: "neutral",
  failed: "warning",
  dead: "error",
  skipped: "neutral",
} as const satisfies Record<DeliveryStatus, Tone>;

/** What goes out, a line each: to whom, by which way, what became of it and why. */
export async function DeliveryTable({
  deliveries,
  locale,
  timeZone,
}: {
  deliveries: readonly DeliverySummary[];
  locale: string;
  timeZone: string;
}) {
  const t = await getTranslations("deliveries");
  const groupName = await getTranslations("notifications.group");
  const name = (row: DeliverySummary) => `${groupName(row.group)} · ${t(`channel.${row.channel}`)}`;
  const canAgain = ({ status }: DeliverySummary) => status === "dead" || status === "failed";
  const columns: Column<DeliverySummary>[] = [
    { key: "event", header: t("column.event"), primary: true, cell: name },
    {
      key: "recipient",
      header: t("column.recipient"),
      className: "max-w-52 max-sm:max-w-none",
      cell: (row) => <span className="block truncate">{row.recipient}</span>,
    },
    {
      key: "state",
      header: t("column.state"),
      // On a phone what became of it is a line of its own, and needs no name.
      className: "w-full max-sm:block max-sm:[&>.data-name]:hidden",
      cell: (row) => (
        <span className="flex min-w-0 flex-col gap-0.5 whitespace-normal py-2 max-sm:py-0">
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={TONES[row.status]}>{t(`status.${row.status}`)}</Badge>
            {row.error && <span className="text-sm">{t(`error.${row.error}`)}</span>}
            {canAgain(row) && (
              <span className="text-fg-muted text-sm">{t("attempts", { count: row.attempts })}</span>
            )}
            {row.status === "queued" && row.inDigest && (
              <span className="text-fg-muted text-sm">{t("inDigest")}</span>
            )}
            {row.deliveredAt && (
              <span className="text-fg-muted text-sm">{t(row.seenAt ? "seen" : "delivered")}</span>
            )}
          </span>
          {row.detail && <span className="max-w-[64ch] break-words text-fg-muted text-sm">{row.detail}</span>}
        </span>
      ),
    },
    {
      key: "when",
      header: t("column.when"),
      align: "end",
      className: "whitespace-nowrap text-fg-muted!",
      cell: (row) => (
        <RelativeTime
          at={row.status === "queued" || row.status === "failed" ? row.notBefore : row.createdAt}
          locale={locale}
          timeZone={timeZone}
        />
      ),
    },
    {
      key: "again",
      header: t("column.again"),
      align: "end",
      className: deliveries.some(canAgain)
        ? "whitespace-nowrap max-sm:[&>.data-name]:hidden max-sm:pt-1!"
        : "hidden!",
      cell: (row) =>
        canAgain(row) && (
          <CommandForm
            action={resendAction}
            initial={idle}
            texts={{ submit: t("resend"), done: t("resent"), failed: t("failed") }}
            button={{
              size: "sm",
              "aria-label": t("resendOne", { event: name(row), recipient: row.recipient }),
            }}
          >
            <input type="hidden" name="id" value={row.id} />
          </CommandForm>
        ),
    },
  ];
  return <Table dense caption={t("caption")} columns={columns} rows={deliveries} rowKey={(row) => row.id} />;
}
