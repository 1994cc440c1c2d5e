import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/detail";
import { ChevronRight } from "@/components/ui/icons";
import type { AuditEntry } from "@/lib/audit/types";
import { nameOf, purposeOf, roleOf, verbOf } from "@/lib/audit/words";
import { formatDateTime } from "@/lib/core/dates";
import type { Reader } from "./reader";
import { RecordName } from "./record-name";

const GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 " +
  "md:grid-cols-[9.5rem_minmax(0,11rem)_minmax(0,1fr)_minmax(0,10rem)_1rem]";

/** The audit log, a line each; a line opens to all that the entry says. */
export async function AuditList({ entries, reader }: { entries: readonly AuditEntry[]; reader: Reader }) {
  const t = await getTranslations("audit.desk");
  return (
    <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
      <div
        aria-hidden
        className={`${GRID} border-b px-4 py-2 font-medium text-fg-muted text-xs max-md:hidden`}
      >
        <span>{t("when")}</span>
        <span>{t("who")}</span>
        <span>{t("what")}</span>
        <span>{t("about")}</span>
      </div>
      <ul aria-label={t("list")} className="divide-y">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} reader={reader} />
        ))}
      </ul>
    </Card>
  );
}

function AuditRow({ entry, reader }: { entry: AuditEntry; reader: Reader }) {
  const role = roleOf(entry);
  const who = nameOf(entry);
  // A machine is known by what it is; which of them it was stands behind.
  const isMachine = entry.actorRole === "ai";
  const { ref, name } = entry.resource ?? {};
  const what = [ref && !/^[0-9a-f]{8}-/.test(ref) ? ref : null, name].filter(Boolean).join(" ");
  return (
    <li>
      <details className="group">
        <summary
          className={`${GRID} cursor-pointer list-none px-4 py-2.5 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 touch:min-h-11 [&::-webkit-details-marker]:hidden`}
        >
          <time
            dateTime={entry.occurredAt}
            className="text-fg-muted tabular-nums max-md:order-2 max-md:text-end"
          >
            {formatDateTime(entry.occurredAt, reader.locale, reader.timeZone)}
          </time>
          <span className="min-w-0 truncate max-md:order-1">
            <span className="font-medium text-fg">{(isMachine ? null : who) ?? role}</span>{" "}
            <span className="text-fg-muted">{isMachine ? who : role}</span>
          </span>
          <span className="min-w-0 truncate max-md:order-3 max-md:col-span-2">
            <span className="font-mono text-xs">{entry.action}</span>
            {what && <span className="text-fg-muted"> {what}</span>}
          </span>
          <span className="min-w-0 truncate text-fg-secondary max-md:order-4 max-md:col-span-2">
            {entry.customer?.name ?? ""}
          </span>
          <ChevronRight
            aria-hidden
            className="self-center text-fg-muted transition-transform group-open:rotate-90 max-md:hidden"
          />
        </summary>
        <div className="border-t bg-canvas px-4 py-3">
          <Details entry={entry} reader={reader} />
        </div>
      </details>
    </li>
  );
}

async function Details({ entry, reader }: { entry: AuditEntry; reader: Reader }) {
  const t = await getTranslations("audit.desk");
  const text = JSON.stringify(entry.fields);
  const fields = text === "null" || text === "[]" ? null : text;
  const mono = (text: string) => <span className="break-all font-mono text-xs">{text}</span>;
  return (
    <Facts
      facts={[
        {
          label: t("what"),
          value: (
            <>
              {verbOf(entry)}{" "}
              <RecordName area="admin" type={entry.resourceType} resource={entry.resource} reader={reader} />
            </>
          ),
        },
        { label: t("why"), value: purposeOf(entry) },
        ...(entry.customer
          ? [
              {
                label: t("about"),
                value: (
                  <RecordName
                    area="admin"
                    type="customer"
                    resource={{ ref: entry.customer.customerNumber, name: entry.customer.name }}
                    reader={reader}
                  />
                ),
              },
            ]
          : []),
        { label: t("who"), value: mono(entry.actorId ?? entry.actorName ?? t("nobody")) },
        ...(entry.resourceId ? [{ label: t("record"), value: mono(entry.resourceId) }] : []),
        ...(fields ? [{ label: t("fields"), value: mono(fields) }] : []),
        ...(entry.ip ? [{ label: t("ip"), value: mono(entry.ip) }] : []),
        ...(entry.userAgent ? [{ label: t("userAgent"), value: mono(entry.userAgent) }] : []),
        { label: t("entry"), value: mono(entry.id) },
      ]}
    />
  );
}
