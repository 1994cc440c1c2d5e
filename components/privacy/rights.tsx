import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CirclePause, PencilLine, Trash2 } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { formatDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { cancelRequestAction, requestCorrectionAction, restrictAction } from "@/lib/privacy/actions";
import { CORRECTION_FIELDS, type CorrectionField, type PrivacyOverview } from "@/lib/privacy/types";
import { ExportRight } from "./export-right";
import { formTexts } from "./form-texts";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";
import { Right, Unfold } from "./right";

/** The four rights, each with one way to use it. */
export async function Rights({
  overview,
  reader,
  correct,
}: {
  overview: PrivacyOverview;
  reader: Reader;
  /** What another page wants to have corrected. */
  correct: CorrectionField | undefined;
}) {
  const t = await getTranslations("privacy");
  const { deletion } = overview;
  return (
    <Card title={t("overview.rights")} flush>
      <ul className="divide-y">
        <ExportRight request={overview.export} reader={reader} formKey={newId()} />
        <CorrectRight field={correct} />
        <RestrictRight restriction={overview.restriction} reader={reader} />
        <Right
          icon={<Trash2 />}
          title={t("deleteRight.title")}
          body={t("deleteRight.body", { days: overview.graceDays })}
        >
          {deletion?.effectiveAt ? (
            <p className="text-sm text-warning-text">
              {t("deleteRight.scheduled", {
                date: formatDate(deletion.effectiveAt, reader.locale, reader.timeZone),
              })}
            </p>
          ) : (
            <LinkButton href={"/portal/privacy/deletion" as Route} size="sm" prefetch={false}>
              {t("deleteRight.open")}
            </LinkButton>
          )}
        </Right>
      </ul>
    </Card>
  );
}

async function CorrectRight({ field }: { field: CorrectionField | undefined }) {
  const [t, form, names] = await Promise.all([
    getTranslations("privacy.correctRight"),
    getTranslations("privacy.form"),
    getTranslations("privacy.correctionFields"),
  ]);
  const content = (
    <PrivacyForm
      action={requestCorrectionAction}
      hidden={{ key: newId() }}
      fields={[
        {
          name: "field",
          type: "select",
          label: t("field"),
          value: field ?? CORRECTION_FIELDS[0],
          options: CORRECTION_FIELDS.map((value) => ({ value, label: names(value) })),
        },
        { name: "proposed", type: "text", label: t("proposed"), required: true },
        { name: "reason", type: "textarea", label: t("reason"), optionalLabel: form("optional") },
      ]}
      texts={await formTexts(t("submit"), t("done"))}
    />
  );
  return (
    <Right icon={<PencilLine />} title={t("title")} body={t("body")}>
      {field ? content : <Unfold label={t("open")}>{content}</Unfold>}
    </Right>
  );
}

async function RestrictRight({
  restriction,
  reader,
}: {
  restriction: PrivacyOverview["restriction"];
  reader: Reader;
}) {
  const [t, form] = await Promise.all([
    getTranslations("privacy.restrictRight"),
    getTranslations("privacy.form"),
  ]);
  const consequences = (
    <div className="text-sm">
      <p className="font-medium">{t("consequences")}</p>
      <ul className="mt-1 flex list-disc flex-col gap-1 ps-5 text-fg-secondary">
        {(["noAssistant", "noTriage", "noStatistics", "stays"] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </div>
  );
  const since = restriction && formatDate(restriction.since, reader.locale, reader.timeZone);
  return (
    <Right icon={<CirclePause />} title={t("title")} body={t("body")}>
      {restriction && since ? (
        <div className="flex flex-col gap-3">
          <p className="text-sm text-warning-text">
            {restriction.isOwn
              ? t("since", { date: since })
              : t("by", { name: restriction.by ?? "–", date: since })}
          </p>
          {consequences}
          {restriction.isOwn && (
            <PrivacyForm
              action={cancelRequestAction}
              hidden={{ id: restriction.id }}
              texts={await formTexts(t("lift"), t("lifted"))}
              variant="secondary"
            />
          )}
        </div>
      ) : (
        <Unfold label={t("open")}>
          <PrivacyForm
            action={restrictAction}
            hidden={{ key: newId() }}
            fields={[
              { name: "reason", type: "textarea", label: t("reason"), optionalLabel: form("optional") },
            ]}
            texts={await formTexts(t("submit"), t("done"))}
          >
            {consequences}
          </PrivacyForm>
        </Unfold>
      )}
    </Right>
  );
}
