import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { DetailLayout } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { cancelRequestAction } from "@/lib/privacy/actions";
import { allowedPrivacyMoves } from "@/lib/privacy/status";
import type { PrivacyRequestDetail } from "@/lib/privacy/types";
import { DeletionBanner } from "./deletion-banner";
import { ExportDownload } from "./export-right";
import { formTexts } from "./form-texts";
import { History } from "./history";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";
import { CorrectionDetails, RequestFacts } from "./request-facts";
import { RequestClock, RequestStatus } from "./request-status";

/** A request as its owner sees it: where it is at, what came of it, what happened, and the way to take it back. */
export async function RequestPage({
  request,
  reader,
  now,
}: {
  request: PrivacyRequestDetail;
  reader: Reader;
  now: Date;
}) {
  const t = await getTranslations("privacy");
  const { kind, status, details } = request;
  const canCancel = allowedPrivacyMoves(request, "customer").includes("cancel");
  return (
    <>
      <PageHeader
        back={{ href: "/portal/privacy" as Route, label: t("request.back") }}
        title={t(`kinds.${kind}`)}
        className="mb-5"
        meta={
          <>
            <RequestStatus status={status} />
            <RequestClock request={request} reader={reader} now={now} />
          </>
        }
      />
      <DetailLayout
        asideLabel={t("request.facts")}
        aside={<RequestFacts request={request} reader={reader} />}
      >
        <div className="flex flex-col gap-5">
          {status === "scheduled" && <DeletionBanner request={request} reader={reader} />}
          {request.decisionReason && (
            <Banner tone={status === "refused" ? "warning" : "info"} title={t("request.decision")}>
              <span className="whitespace-pre-line">{request.decisionReason}</span>
            </Banner>
          )}
          {kind === "correction" && (
            <Card title={t("kinds.correction")}>
              <CorrectionDetails request={request} />
            </Card>
          )}
          {kind !== "correction" && details.reason && (
            <Card title={t("request.reason")}>
              <p className="whitespace-pre-line text-sm">{details.reason}</p>
            </Card>
          )}
          {kind === "export" && status === "completed" && (
            <Card title={t("exportRight.ready")}>
              <div className="flex flex-col gap-3">
                <ExportDownload request={request} reader={reader} />
              </div>
            </Card>
          )}
          <History events={request.events} reader={reader} />
          {canCancel && status !== "scheduled" && (
            <PrivacyForm
              action={cancelRequestAction}
              hidden={{ id: request.id }}
              texts={
                await formTexts(
                  kind === "restriction" ? t("restrictRight.lift") : t("request.cancel"),
                  kind === "restriction" ? t("restrictRight.lifted") : t("request.cancelled"),
                )
              }
              variant="secondary"
            />
          )}
        </div>
      </DetailLayout>
    </>
  );
}
