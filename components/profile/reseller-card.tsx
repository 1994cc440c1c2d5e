import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { type ActionState, idle } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import { applyAsResellerAction, withdrawResellerAction } from "@/lib/profile/actions";
import type { ResellerApplication } from "@/lib/profile/types";
import { Disclosure } from "./disclosure";
import { PlainForm } from "./plain-form";
import type { Reader } from "./reader";

const STEPS = ["submitted", "in_review", "decided"] as const;

/** Whether the customer is a reseller or wants to be one, how far that has come, and what they can do about it. */
export async function ResellerCard({
  application,
  submitted,
  reader,
}: {
  application: ResellerApplication | null;
  /** The outcome that this page answers when there is no JavaScript. */
  submitted: ActionState<undefined>;
  reader: Reader;
}) {
  const t = await getTranslations("profile.reseller");
  const status = application?.status;
  const isOpen = status === "submitted" || status === "in_review" || status === "more_info";
  const canApply = !application || status === "more_info" || status === "declined" || status === "withdrawn";
  return (
    <Card title={t("title")}>
      <div className="flex flex-col gap-3 text-sm">
        {application ? (
          <>
            <p>
              <span className="font-medium">{t(`statuses.${application.status}`)}</span>
              <span className="text-fg-muted">
                {" · "}
                {t("asOf")} <RelativeTime at={application.updatedAt} {...reader} />
              </span>
            </p>
            {status !== "withdrawn" && <Steps status={application.status} label={t("progress")} />}
            {application.staffNote && (
              <div className="rounded-md border bg-active px-3 py-2.5">
                <p className="font-medium">{t("note")}</p>
                <p className="mt-0.5 whitespace-pre-wrap break-words">{application.staffNote}</p>
              </div>
            )}
          </>
        ) : (
          <p className="max-w-[72ch] text-fg-secondary">{t("intro")}</p>
        )}
        <div className="flex flex-wrap items-start gap-x-5">
          {canApply && (
            <Disclosure
              label={t(status === "more_info" ? "answer" : application ? "again" : "apply")}
              open={submitted.status === "error"}
            >
              <PlainForm
                key={application?.version ?? 0}
                action={applyAsResellerAction}
                initial={submitted.status === "error" ? submitted : idle}
                hidden={{ key: newId() }}
                fields={[
                  {
                    name: "companyName",
                    label: t("company"),
                    type: "text",
                    autoComplete: "organization",
                    maxLength: 200,
                    value: application?.companyName ?? "",
                  },
                  {
                    name: "registrationNumber",
                    label: t("registration"),
                    type: "text",
                    autoComplete: "off",
                    maxLength: 60,
                    optionalLabel: t("optional"),
                    value: application?.registrationNumber ?? "",
                  },
                  {
                    name: "website",
                    label: t("website"),
                    type: "text",
                    autoComplete: "url",
                    maxLength: 300,
                    optionalLabel: t("optional"),
                    value: application?.website ?? "",
                  },
                  {
                    name: "plans",
                    label: t("plans"),
                    type: "long",
                    maxLength: 2000,
                    value: application?.plans ?? "",
                  },
                ]}
                texts={{ submit: t("submit"), pending: t("sending"), done: t("sent") }}
              />
            </Disclosure>
          )}
          {isOpen && application && (
            <Disclosure label={t("withdraw")} name={t("withdrawNamed")}>
              <PlainForm
                action={withdrawResellerAction}
                initial={idle}
                hidden={{ id: application.id }}
                fields={[]}
                quiet
                texts={{ submit: t("withdrawNamed"), pending: t("withdrawing"), done: t("withdrawn") }}
              />
            </Disclosure>
          )}
        </div>
      </div>
    </Card>
  );
}

/** The three steps, with how far it has come. */
async function Steps({ status, label }: { status: ResellerApplication["status"]; label: string }) {
  const t = await getTranslations("profile.reseller.steps");
  const reached = status === "submitted" ? 0 : status === "in_review" || status === "more_info" ? 1 : 2;
  return (
    <ol aria-label={label} className="flex flex-wrap gap-x-6 gap-y-1.5">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === reached ? "step" : undefined}
          className={cx("flex items-center gap-1.5", index > reached && "text-fg-muted")}
        >
          {index <= reached ? (
            <CircleCheck aria-hidden className="text-success" />
          ) : (
            <span aria-hidden className="size-3.5 rounded-full border border-line-strong" />
          )}
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
