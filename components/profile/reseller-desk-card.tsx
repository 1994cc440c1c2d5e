import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/detail";
import { idle } from "@/lib/core/action-state";
import { decideResellerAction } from "@/lib/profile/actions";
import type { ResellerApplication } from "@/lib/profile/types";
import { PlainForm } from "./plain-form";

/** A customer's application as staff decide it. Only admins approve and decline. */
export async function ResellerDeskCard({
  application,
  isAdmin,
}: {
  application: ResellerApplication;
  isAdmin: boolean;
}) {
  const t = await getTranslations("profile.reseller");
  const isOpen = ["submitted", "in_review", "more_info"].includes(application.status);
  const choices = isAdmin
    ? (["in_review", "more_info", "approved", "declined"] as const)
    : (["in_review", "more_info"] as const);
  return (
    <Card title={t("desk.title")}>
      <Facts
        facts={[
          { label: t("desk.status"), value: t(`statuses.${application.status}`) },
          { label: t("company"), value: application.companyName },
          ...(application.registrationNumber
            ? [{ label: t("registration"), value: application.registrationNumber }]
            : []),
          ...(application.website ? [{ label: t("website"), value: application.website }] : []),
          {
            label: t("plans"),
            value: <span className="whitespace-pre-wrap break-words">{application.plans}</span>,
          },
          ...(application.staffNote ? [{ label: t("note"), value: application.staffNote }] : []),
        ]}
      />
      {isOpen && (
        <div className="mt-4">
          <PlainForm
            key={application.version}
            action={decideResellerAction}
            initial={idle}
            hidden={{ id: application.id, version: String(application.version) }}
            fields={[
              {
                name: "status",
                label: t("desk.status"),
                type: "text",
                options: choices.map((value) => ({ value, label: t(`desk.choices.${value}`) })),
              },
              {
                name: "note",
                label: t("desk.note"),
                hint: t("desk.noteHint"),
                type: "long",
                maxLength: 2000,
                optionalLabel: t("optional"),
              },
            ]}
            texts={{ submit: t("desk.decide"), pending: t("desk.deciding"), done: t("desk.done") }}
          />
        </div>
      )}
    </Card>
  );
}
