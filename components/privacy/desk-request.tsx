import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DetailLayout, type Fact } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { assignRequestAction, decideRequestAction, extendRequestAction } from "@/lib/privacy/actions";
import { allowedPrivacyMoves, isOpen } from "@/lib/privacy/status";
import type { PrivacyRequestDetail } from "@/lib/privacy/types";
import { formTexts } from "./form-texts";
import { History } from "./history";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";
import { CorrectionDetails, RequestFacts } from "./request-facts";
import { RequestClock, RequestStatus } from "./request-status";
import { Unfold } from "./right";

type Props = {
  request: PrivacyRequestDetail;
  staff: readonly { id: string; fullName: string }[];
  /** Only admins refuse exports and deletions. */
  isAdmin: boolean;
  reader: Reader;
  now: Date;
};

/** A request as staff see it: what is asked, whose it is, what can be done, and what happened. */
export async function DeskRequest({ request, staff, isAdmin, reader, now }: Props) {
  const t = await getTranslations("privacy");
  const { kind, status } = request;
  return (
    <>
      <PageHeader
        back={{ href: "/admin/privacy" as Route, label: t("desk.back") }}
        title={t("request.tab", { kind: t(`kinds.${kind}`), number: request.number })}
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
        aside={<RequestFacts request={request} reader={reader} more={await whose(request)} />}
      >
        <div className="flex flex-col gap-5">
          {kind === "correction" ? (
            <Card title={t("kinds.correction")}>
              <CorrectionDetails request={request} />
            </Card>
          ) : (
            <p className="text-fg-secondary text-sm">{t("desk.automatic")}</p>
          )}
          {isOpen(request) && <Decisions request={request} isAdmin={isAdmin} />}
          {isOpen(request) && <Assignment request={request} staff={staff} />}
          <History events={request.events} reader={reader} />
        </div>
      </DetailLayout>
    </>
  );
}

async function whose({ customer, requester }: PrivacyRequestDetail): Promise<Fact[]> {
  const t = await getTranslations("privacy.desk");
  return [
    {
      label: t("customer"),
      value: customer && (
        <Link
          href={`/admin/customers/${customer.customerNumber}` as Route}
          prefetch={false}
          className="hit-44 underline underline-offset-4"
        >
          {customer.name}
        </Link>
      ),
    },
    { label: t("requester"), value: requester?.fullName ?? t("gone") },
  ];
}

async function Decisions({ request, isAdmin }: Pick<Props, "request" | "isAdmin">) {
  const t = await getTranslations("privacy.desk");
  const moves = allowedPrivacyMoves(request, "staff");
  const mayRefuse = moves.includes("refuse") && (request.kind === "correction" || isAdmin);
  const seen = { id: request.id, expectedVersion: request.version };
  return (
    <Card title={t("decide")}>
      <div className="flex flex-col gap-4">
        {moves.includes("accept") && (
          <PrivacyForm
            action={decideRequestAction}
            hidden={{ ...seen, decision: "accept" }}
            texts={await formTexts(t("accept"), t("accepted"))}
          >
            <p className="text-fg-secondary text-sm">{t("acceptHint")}</p>
          </PrivacyForm>
        )}
        {mayRefuse && (
          <Unfold label={t("refuse")}>
            <PrivacyForm
              action={decideRequestAction}
              hidden={{ ...seen, decision: "refuse" }}
              fields={[
                {
                  name: "reason",
                  type: "textarea",
                  label: t("refuseReason"),
                  hint: t("refuseHint"),
                  required: true,
                },
              ]}
              texts={await formTexts(t("refuse"), t("refused"))}
              variant="danger"
            />
          </Unfold>
        )}
        {!request.extendedAt && (
          <Unfold label={t("extend")}>
            <PrivacyForm
              action={extendRequestAction}
              hidden={{ id: request.id }}
              fields={[
                {
                  name: "days",
                  type: "number",
                  label: t("extendDays"),
                  hint: t("extendHint"),
                  value: "30",
                  min: 1,
                  max: 60,
                  required: true,
                },
                {
                  name: "reason",
                  type: "textarea",
                  label: t("extendReason"),
                  hint: t("refuseHint"),
                  required: true,
                },
              ]}
              texts={await formTexts(t("extend"), t("extended"))}
              variant="secondary"
            />
          </Unfold>
        )}
      </div>
    </Card>
  );
}

async function Assignment({ request, staff }: Pick<Props, "request" | "staff">) {
  const t = await getTranslations("privacy.desk");
  return (
    <Card title={t("assignTitle")}>
      <PrivacyForm
        action={assignRequestAction}
        hidden={{ id: request.id }}
        fields={[
          {
            name: "assigneeId",
            type: "select",
            label: t("assignee"),
            value: request.assignee?.id ?? "",
            options: [
              { value: "", label: t("nobody") },
              ...staff.map(({ id, fullName }) => ({ value: id, label: fullName })),
            ],
          },
        ]}
        texts={await formTexts(t("assign"), t("assigned"))}
        variant="secondary"
      />
    </Card>
  );
}
