import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDateTime } from "@/lib/core/dates";
import { setConsentAction } from "@/lib/privacy/actions";
import type { Consent } from "@/lib/privacy/types";
import { formTexts } from "./form-texts";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";
import { Unfold } from "./right";

/** What is agreed to, since when and in which version, and the way to decide otherwise. */
export async function ConsentList({ consents, reader }: { consents: readonly Consent[]; reader: Reader }) {
  const t = await getTranslations("privacy");
  return (
    <Card title={t("overview.consents")} flush>
      <p className="border-b px-4 py-3 text-fg-muted text-sm">{t("overview.consentsHint")}</p>
      <ul className="divide-y">
        {consents.map((consent) => (
          <ConsentRow key={consent.purpose} consent={consent} reader={reader} />
        ))}
      </ul>
    </Card>
  );
}

async function ConsentRow({ consent, reader }: { consent: Consent; reader: Reader }) {
  const t = await getTranslations("privacy.consents");
  const { purpose, isGiven, history, basis, version } = consent;
  const submit = isGiven ? t("withdraw") : t("agree");
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-4">
      <div className="min-w-0 flex-1 basis-64 text-sm">
        <h3 className="flex items-center gap-2 font-semibold">
          {t(`${purpose}.title`)}
          <Badge tone={isGiven ? "success" : "neutral"}>{isGiven ? t("on") : t("off")}</Badge>
        </h3>
        <p className="mt-0.5 max-w-reading text-fg-secondary">{t(`${purpose}.body`)}</p>
        <p className="mt-1 text-fg-muted text-xs">
          {t("version", { version })} ·{" "}
          {history[0] ? decision(t, history[0], reader) : t(basis === "objection" ? "never" : "neverOff")}
        </p>
        {history.length > 1 && (
          <div className="mt-1.5">
            <Unfold label={t("history")}>
              <ol className="flex flex-col gap-1 text-fg-secondary text-xs">
                {history.map((entry) => (
                  <li key={entry.at}>
                    {decision(t, entry, reader)} {entry.by && t("by", { name: entry.by })} ·{" "}
                    {t("version", { version: entry.version })}
                  </li>
                ))}
              </ol>
            </Unfold>
          </div>
        )}
      </div>
      <PrivacyForm
        action={setConsentAction}
        hidden={{ purpose, given: String(!isGiven) }}
        texts={await formTexts(submit, t("saved"))}
        variant="secondary"
      />
    </li>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"privacy.consents">>>;

function decision(t: Translate, { isGiven, at }: Consent["history"][number], reader: Reader): string {
  const date = formatDateTime(at, reader.locale, reader.timeZone);
  return t(isGiven ? "given" : "withdrawn", { date });
}
