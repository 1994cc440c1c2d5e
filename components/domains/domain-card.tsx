import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { Facts } from "@/components/ui/detail";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { lookOf, needsAttention } from "@/lib/domains/status";
import type { Domain } from "@/lib/domains/types";
import { Breakable } from "./breakable";
import { Disclosure } from "./disclosure";
import { DomainStatusLabel } from "./domain-status";
import { NextCheck } from "./next-check";
import { RecordsTable } from "./records-table";
import { RemoveButton } from "./remove-button";
import { removeTexts, verifyTexts } from "./texts";
import { VerifyButton } from "./verify-button";

export type Reader = { locale: string; timeZone: string; now: Date };

/** One domain: its state in plain words, the records, and what can be done. */
export async function DomainCard({ domain, reader }: { domain: Domain; reader: Reader }) {
  const t = await getTranslations("domains");
  const look = lookOf(domain);
  const [verify, remove] = await Promise.all([verifyTexts(domain), removeTexts(domain)]);
  return (
    <li id={domain.id} className="scroll-mt-20 overflow-hidden rounded-lg border bg-paper">
      <Disclosure
        startsOpen={needsAttention(domain.status) || look === "missing" || look === "certificate_failed"}
        summary={
          <span className="flex min-w-0 flex-1 gap-x-4 gap-y-1 max-sm:flex-col sm:items-center">
            <span className="min-w-0 flex-1">
              <h2 className="wrap-anywhere font-semibold text-base text-fg">
                <Breakable text={domain.displayName} />
              </h2>
              <span className="block text-fg-muted text-sm">
                {domain.displayName !== domain.hostname && (
                  <span className="wrap-anywhere font-mono text-xs">{domain.hostname} · </span>
                )}
                {t(`brief.${look}`)}
              </span>
            </span>
            <DomainStatusLabel look={look} label={t(`status.${look}`)} />
          </span>
        }
      >
        <div className="border-t">
          <div className="flex flex-col gap-3 px-4 py-3">
            <p className="max-w-[72ch] text-fg-secondary text-sm">{await nextStep(domain, reader)}</p>
            {domain.warnings.map((warning) => (
              <Banner key={warning} tone="warning">
                {t(`warning.${warning}`, { ascii: domain.hostname })}
              </Banner>
            ))}
            {needsAttention(domain.status) && (
              <p className="max-w-[72ch] text-fg-muted text-sm">
                {t(domain.isApex ? "records.introApex" : "records.intro", { zone: domain.zone })}
              </p>
            )}
          </div>
          <RecordsTable domain={domain} />
          {needsAttention(domain.status) && (
            <p className="max-w-[80ch] px-4 pt-3 text-fg-muted text-xs">
              {domain.isApex && `${t(apexAdvice(domain), { name: domain.displayName })} `}
              {t("records.ttl")}
            </p>
          )}
          <div className="px-4 py-3">
            <Facts stacked className="grid-cols-2 md:grid-cols-4" facts={await factsOf(domain, reader)} />
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t bg-canvas px-4 py-2.5">
            <VerifyButton domainId={domain.id} isPrimary={needsAttention(domain.status)} texts={verify} />
            <RemoveButton
              domainId={domain.id}
              status={domain.status}
              name={domain.displayName}
              isProven={domain.verifiedAt !== null}
              texts={remove}
            />
          </div>
        </div>
      </Disclosure>
    </li>
  );
}

/** What is going on, and what happens next. */
async function nextStep(domain: Domain, { locale, timeZone }: Reader): Promise<string> {
  const t = await getTranslations("domains.next");
  const { status, displayName: name, certificate } = domain;
  const until = domain.checksUntil ? formatDateTime(domain.checksUntil, locale, timeZone) : "";
  if (domain.verifiedAt && needsAttention(status)) return t("lost", { until });
  if (status === "verified" && certificate?.status === "failed") {
    return t("verified_certificate_failed", { error: certificate.error ?? t("noReason") });
  }
  if (domain.missingSince) return t("live_missing");
  return t(status, { until, name });
}

/** With addresses there is something to create where no alias is possible. */
function apexAdvice(domain: Domain) {
  const traffic = domain.records.find(({ purpose }) => purpose === "traffic");
  return (traffic?.expected.length ?? 0) > 1 ? "records.apexWithAddresses" : "records.apexNoAddresses";
}

async function factsOf(domain: Domain, { locale, timeZone, now }: Reader) {
  const t = await getTranslations("domains.facts");
  const time = (at: string) => <RelativeTime at={at} locale={locale} timeZone={timeZone} />;
  return [
    { label: t("checked"), value: domain.checkedAt ? time(domain.checkedAt) : t("notChecked") },
    {
      label: t("nextCheck"),
      value: domain.nextCheckAt ? (
        <NextCheck
          at={domain.nextCheckAt}
          wasDue={Date.parse(domain.nextCheckAt) <= now.getTime()}
          dueLabel={t("soon")}
          locale={locale}
          timeZone={timeZone}
        />
      ) : (
        t("never")
      ),
    },
    { label: t("certificate"), value: await certificateOf(domain, { locale, timeZone, now }) },
    { label: t("added"), value: formatDate(domain.createdAt, locale, timeZone) },
  ];
}

async function certificateOf({ certificate, status }: Domain, { locale, timeZone, now }: Reader) {
  const t = await getTranslations("domains.certificate");
  if (!certificate) return needsAttention(status) ? t("none") : t("waiting");
  const { expiresAt, issuer } = certificate;
  const until = expiresAt ? formatDate(expiresAt, locale, timeZone) : "";
  if (expiresAt && Date.parse(expiresAt) <= now.getTime()) return t("expired", { until });
  if (certificate.status === "failed") return expiresAt ? t("renewalFailed", { until }) : t("failed");
  if (certificate.status === "requested")
    return t("requested", { at: formatDateTime(certificate.at, locale, timeZone) });
  return issuer ? t("issuedBy", { until, issuer }) : t("issued", { until });
}
