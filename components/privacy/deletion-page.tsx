import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { requestDeletionAction } from "@/lib/privacy/actions";
import type { DeletionPreview, HoldRule, PrivacyRequest } from "@/lib/privacy/types";
import { DeletionBanner } from "./deletion-banner";
import { formTexts, passwordField } from "./form-texts";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";

/** What goes, what stays and by which rule, what is still owed, and then the form. */
export async function DeletionPage({
  preview,
  scheduled,
  company,
  reader,
  formKey,
}: {
  preview: DeletionPreview;
  scheduled: PrivacyRequest | null;
  company: string;
  reader: Reader;
  formKey: string;
}) {
  const t = await getTranslations("privacy.deletion");
  return (
    <>
      <PageHeader
        back={{ href: "/portal/privacy" as Route, label: t("back") }}
        title={t("title")}
        meta={preview.scope === "profile" ? t("introProfile") : t("introPerson", { company })}
        className="mb-5"
      />
      <div className="flex max-w-3xl flex-col gap-5">
        {scheduled && <DeletionBanner request={scheduled} reader={reader} />}
        <Obligations preview={preview} reader={reader} />
        <Goes preview={preview} />
        <Stays preview={preview} />
        <Card title={t("steps")}>
          <ol className="flex list-decimal flex-col gap-1.5 ps-5 text-fg-secondary text-sm">
            <li>{t("step1")}</li>
            <li>{t("step2", { days: preview.graceDays })}</li>
            <li>{t("step3")}</li>
            <li>{t("step4")}</li>
          </ol>
          {!scheduled && (
            <div className="mt-5 border-t pt-5">
              <DeletionForm formKey={formKey} />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}

async function DeletionForm({ formKey }: { formKey: string }) {
  const [t, form] = await Promise.all([getTranslations("privacy.deletion"), getTranslations("privacy.form")]);
  return (
    <PrivacyForm
      action={requestDeletionAction}
      hidden={{ key: formKey }}
      fields={[
        {
          name: "reason",
          type: "textarea",
          label: t("reason"),
          hint: t("reasonHint"),
          optionalLabel: form("optional"),
        },
        await passwordField(),
      ]}
      texts={await formTexts(t("submit"), t("done"))}
      variant="danger"
    />
  );
}

async function Goes({ preview }: { preview: DeletionPreview }) {
  const t = await getTranslations("privacy");
  return (
    <Card title={t("deletion.goes")}>
      {preview.goes.length > 0 && (
        <ul className="mb-2 grid list-disc gap-x-8 gap-y-1 ps-5 text-sm sm:grid-cols-2">
          {preview.goes.map(({ unit, count }) => (
            <li key={unit}>{t(`counted.${unit}`, { count })}</li>
          ))}
        </ul>
      )}
      <p className="text-fg-secondary text-sm">
        {t(preview.goes.length > 0 ? "deletion.goesAlso" : "deletion.goesNothing")}
      </p>
    </Card>
  );
}

async function Stays({ preview }: { preview: DeletionPreview }) {
  const t = await getTranslations("privacy");
  const rules = [...new Set(preview.stays.map(({ rule }) => rule))];
  return (
    <Card title={t("deletion.stays")}>
      {rules.length === 0 ? (
        <p className="text-fg-secondary text-sm">{t("deletion.staysNone")}</p>
      ) : (
        <ul className="divide-y text-sm">
          {rules.map((rule) => (
            <Hold key={rule} rule={rule} rows={preview.stays.filter((row) => row.rule === rule)} />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Hold({ rule, rows }: { rule: HoldRule; rows: DeletionPreview["stays"] }) {
  const t = await getTranslations("privacy");
  const [first] = rows;
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{t(`holds.${rule}.title`)}</span>
        <span className="text-fg-muted">{t("deletion.years", { count: first?.years ?? 0 })}</span>
      </p>
      <p className="mt-0.5 text-fg-secondary">{t(`holds.${rule}.body`)}</p>
      <p className="mt-1 text-fg-muted text-xs">
        {rows.map(({ unit, count }) => t(`counted.${unit}`, { count })).join(", ")} · {first?.law}
      </p>
    </li>
  );
}

async function Obligations({ preview, reader }: { preview: DeletionPreview; reader: Reader }) {
  const t = await getTranslations("privacy.deletion");
  const { unpaid, services } = preview;
  return (
    <>
      {unpaid.length > 0 && (
        <Banner tone="warning" title={t("unpaidTitle")}>
          <p>{t("unpaidBody")}</p>
          <ul className="mt-1.5 list-disc ps-5">
            {unpaid.map(({ id, number, outstanding, dueOn }) => (
              <li key={id}>
                {t("unpaidLine", {
                  number,
                  amount: formatMoney(outstanding, reader.locale),
                  date: formatDate(dueOn, reader.locale, "UTC"),
                })}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {services.length > 0 && (
        <Banner tone="warning" title={t("servicesTitle")}>
          <p>{t("servicesBody")}</p>
          <ul className="mt-1.5 list-disc ps-5">
            {services.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}
