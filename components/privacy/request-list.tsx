import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { List, ListRow } from "@/components/ui/list";
import type { PrivacyRequest } from "@/lib/privacy/types";
import type { Reader } from "./reader";
import { RequestClock, RequestStatus } from "./request-status";

/** What somebody asked for, with status and clock. */
export async function RequestList({
  requests,
  reader,
  now,
}: {
  requests: readonly PrivacyRequest[];
  reader: Reader;
  now: Date;
}) {
  const t = await getTranslations("privacy");
  return (
    <Card title={t("overview.requests")} flush>
      {requests.length === 0 ? (
        <p className="px-4 py-4 text-fg-muted text-sm">{t("overview.noRequests")}</p>
      ) : (
        <List label={t("overview.requests")}>
          {requests.map((request) => (
            <ListRow
              key={request.id}
              href={`/portal/privacy/requests/${request.number}` as Route}
              title={t(`kinds.${request.kind}`)}
              detail={
                <>
                  <span className="font-mono text-xs">{request.number}</span> ·{" "}
                  <RequestClock request={request} reader={reader} now={now} />
                </>
              }
              trailing={<RequestStatus status={request.status} />}
            />
          ))}
        </List>
      )}
    </Card>
  );
}
