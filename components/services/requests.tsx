import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { requestChangeAction } from "@/lib/services/actions";
import {
  DAY_PARTS,
  type RequestKind,
  type ServiceDetail,
  type ServicePackage,
  type ServiceStatus,
  TERMINATION_REASONS,
} from "@/lib/services/types";
import { formatBandwidth, formatBytes } from "@/lib/services/usage";
import type { Reader } from "./reader";
import { type RequestFields, RequestForm, type RequestTexts } from "./request-form";
import { Requested } from "./requested";

type Props = { service: ServiceDetail; reader: Reader; formKey: string };

/** Another package: what is on offer with its difference in price, or what was asked already. */
export async function UpgradeCard(props: Props) {
  const { service, reader } = props;
  const t = await getTranslations("services.upgrade");
  const isPossible = service.status === "active" && service.endsOn === null && service.packages.length > 0;
  if (!isPossible && !openRequest(service, "upgrade")) return null;
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-reading text-fg-secondary text-sm">
        {t("hint", { package: service.package, price: formatMoney(service.price, reader.locale) })}
      </p>
      <Request
        {...props}
        send={t("send")}
        fields={{
          kind: "upgrade",
          texts: {
            legend: t("legend"),
            options: service.packages.map((one) => optionOf(one, service, reader.locale, t)),
            note: t("note"),
            optional: t("optional"),
          },
        }}
      />
    </Card>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"services.upgrade">>>;

function optionOf(one: ServicePackage, service: ServiceDetail, locale: string, t: Translate) {
  const difference = one.price.amount - service.price.amount;
  const amount = formatMoney({ ...one.price, amount: Math.abs(difference) }, locale);
  const facts = [
    one.bandwidthMbps === null ? "" : formatBandwidth(one.bandwidthMbps, locale),
    one.bandwidthMbps === null && one.allowanceBytes === null
      ? ""
      : one.allowanceBytes === null
        ? t("unlimited")
        : formatBytes(one.allowanceBytes, locale),
    one.description,
  ];
  return {
    slug: one.slug,
    name: one.name,
    detail: facts.filter(Boolean).join(" · "),
    price: formatMoney(one.price, locale),
    difference: difference === 0 ? t("same") : t(difference > 0 ? "more" : "less", { amount }),
  };
}

/** The end of a service: the notice period and what will happen, then the form. */
export async function TerminationCard(props: Props) {
  const { service, reader } = props;
  const t = await getTranslations("services.termination");
  const asked = openRequest(service, "termination");
  if (!asked && (service.status === "terminated" || service.endsOn !== null)) return null;
  const date = formatDate(service.earliestEndOn, reader.locale, "UTC");
  const contract = service.contractEndsOn;
  const notice =
    service.status === "installing"
      ? t("installing")
      : contract === service.earliestEndOn
        ? t("contract", { contract: formatDate(contract, reader.locale, "UTC"), date })
        : t("notice", { days: service.noticeDays, date });
  return (
    <Card title={t("title")}>
      {!asked && <p className="mb-3 max-w-reading text-fg-secondary text-sm">{notice}</p>}
      <Request
        {...props}
        send={t("send")}
        disclosure={{ label: t("open"), intro: <WhatHappens status={service.status} /> }}
        fields={{
          kind: "termination",
          texts: {
            reason: t("reason"),
            reasonPlaceholder: t("reasonPlaceholder"),
            reasons: TERMINATION_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) })),
            wishedOn: t("wishedOn"),
            wishedOnHint: t("wishedOnHint", { date }),
            earliest: service.earliestEndOn,
            latest: daysAfter(service.earliestEndOn, 730),
            note: t("note"),
            optional: t("optional"),
          },
        }}
      />
    </Card>
  );
}

async function WhatHappens({ status }: { status: ServiceStatus }) {
  const t = await getTranslations("services.termination");
  const when = status === "installing" ? "before" : "after";
  return (
    <div className="mb-4 max-w-reading text-sm">
      <h3 className="font-semibold">{t("steps")}</h3>
      <ol className="mt-1.5 flex list-decimal flex-col gap-1 ps-5 text-fg-secondary">
        <li>{t(`${when}.confirm`)}</li>
        <li>{t(`${when}.stop`)}</li>
        <li>{t(`${when}.pay`)}</li>
      </ol>
    </div>
  );
}

/** Another time for the visit that is planned. */
export async function RescheduleRequest(props: Props) {
  const { service } = props;
  const [t, words] = await Promise.all([
    getTranslations("services.installation"),
    getTranslations("services.upgrade"),
  ]);
  return (
    <div className="mt-3 max-w-form">
      <Request
        {...props}
        send={t("send")}
        disclosure={{ label: t("reschedule") }}
        fields={{
          kind: "reschedule",
          texts: {
            hint: t("rescheduleHint"),
            days: [1, 2, 3].map((number) => t("day", { number: String(number) })),
            part: t("part"),
            parts: DAY_PARTS.map((value) => ({ value, label: t(`parts.${value}`) })),
            earliest: daysAfter(service.today, 1),
            latest: daysAfter(service.today, 90),
            note: words("note"),
            optional: words("optional"),
          },
        }}
      />
    </div>
  );
}

async function Request({
  service,
  reader,
  formKey,
  fields,
  send,
  disclosure,
}: Props & { fields: RequestFields; send: string } & Pick<ComponentProps<typeof RequestForm>, "disclosure">) {
  const t = await getTranslations("services.request");
  const request = openRequest(service, fields.kind);
  const texts: RequestTexts = { failed: t("failed"), offline: t("offline"), signIn: t("signIn"), send };
  return (
    <RequestForm
      action={requestChangeAction}
      serviceId={service.id}
      formKey={formKey}
      fields={fields}
      texts={texts}
      {...(disclosure && { disclosure })}
      requested={request && <Requested request={request} reader={reader} />}
    />
  );
}

function openRequest(service: ServiceDetail, kind: RequestKind) {
  return service.requests.find((request) => request.kind === kind && request.isOpen) ?? null;
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
