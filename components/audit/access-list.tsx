import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { Access } from "@/lib/audit/types";
import { nameOf, purposeOf, roleOf, verbOf } from "@/lib/audit/words";
import { formatDate, formatDateTime, formatTime } from "@/lib/core/dates";
import { isUuid } from "@/lib/core/ids";
import { ActorMark } from "./actor-mark";
import type { Reader } from "./reader";
import { RecordName } from "./record-name";

/** Who accessed the customer's data, by day of their calendar, the latest first. */
export async function AccessList({ accesses, reader }: { accesses: readonly Access[]; reader: Reader }) {
  const t = await getTranslations("audit.access");
  const days = [...new Set(accesses.map(({ day }) => day))];
  return (
    <div className="flex flex-col gap-5">
      {days.map((day) => {
        // Days of a calendar have no zone.
        const date = formatDate(`${day}T00:00:00Z`, reader.locale, "UTC");
        return (
          <section key={day} aria-label={t("entries", { day: date })}>
            <h2 className="mb-2 font-medium text-fg-muted text-sm">{date}</h2>
            <Card flush>
              <ul className="divide-y">
                {accesses
                  .filter((access) => access.day === day)
                  .map((access) => (
                    <AccessRow key={access.id} access={access} reader={reader} />
                  ))}
              </ul>
            </Card>
          </section>
        );
      })}
    </div>
  );
}

async function AccessRow({ access, reader }: { access: Access; reader: Reader }) {
  const t = await getTranslations("audit.access");
  const { locale, timeZone } = reader;
  const isMachine = access.actorRole === "ai" || access.actorRole === "system";
  const role = roleOf(access);
  const name = nameOf(access);
  // A machine is known by what it is; which of them it was stands behind.
  const who = access.isOwn ? t("you") : isMachine ? role : (name ?? role);
  const also = access.isOwn ? null : isMachine ? name : role;
  const time = formatTime(access.occurredAt, locale, timeZone);
  const since = formatTime(access.firstAt, locale, timeZone);
  return (
    <li className="flex gap-3 px-4 py-3">
      <ActorMark role={access.actorRole} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="break-words text-base">
          <span className="font-medium">{verbOf(access)}</span>{" "}
          {access.records.length > 0 ? (
            <Records access={access} reader={reader} />
          ) : (
            <RecordName
              area="portal"
              type={access.resourceType}
              resource={access.resource}
              reader={reader}
              gone={access.resource === null && isUuid(access.resourceId ?? "") ? t("gone") : undefined}
            />
          )}
        </p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 break-words text-fg-muted text-sm">
          <span className="font-medium text-fg-secondary">{who}</span>
          {also && <span>{also}</span>}
          <span aria-hidden>·</span>
          <span>{purposeOf(access)}</span>
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 text-fg-muted text-sm tabular-nums">
        <time dateTime={access.occurredAt} title={formatDateTime(access.occurredAt, locale, timeZone)}>
          {time}
        </time>
        {access.count > 1 && (
          <Badge>
            <span title={t("between", { from: since, to: time })}>{t("times", { count: access.count })}</span>
          </Badge>
        )}
      </div>
    </li>
  );
}

function Records({ access, reader }: { access: Access; reader: Reader }) {
  return access.records.map((record, index) => (
    <span key={`${record.type} ${record.id ?? index}`}>
      {index > 0 && ", "}
      <RecordName area="portal" type={record.type} resource={record} reader={reader} />
    </span>
  ));
}
