import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { Facts } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { formatDateTime } from "@/lib/core/dates";
import type { HoldRule, Receipt } from "@/lib/privacy/types";

/** A receipt for somebody who is nobody here any more: times are in UTC, for no zone is known. */
export async function ReceiptPage({ receipt }: { receipt: Receipt }) {
  const t = await getTranslations("privacy");
  const { erasure } = receipt;
  const time = (at: string) => `${formatDateTime(at, "en", "UTC")} UTC`;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-10">
      <PageHeader title={t("receipt.title")} />
      <Banner
        tone={receipt.isGenuine ? "success" : "error"}
        title={t(receipt.isGenuine ? "receipt.genuine" : "receipt.forged")}
      >
        {t(receipt.isGenuine ? "receipt.genuineBody" : "receipt.forgedBody")}{" "}
        {receipt.isGenuine && !receipt.isCurrentKey && t("receipt.otherKey")}
      </Banner>
      <Facts
        facts={[
          { label: t("receipt.number"), value: <span className="font-mono text-xs">{erasure.number}</span> },
          { label: t("receipt.requestedAt"), value: time(erasure.requestedAt) },
          { label: t("receipt.erasedAt"), value: time(erasure.erasedAt) },
          {
            label: t("receipt.scope"),
            value: t(erasure.scope === "profile" ? "receipt.scopeProfile" : "receipt.scopePerson"),
          },
        ]}
      />
      <section aria-labelledby="erased">
        <h2 id="erased" className="mb-2 font-semibold text-base">
          {t("receipt.erased")}
        </h2>
        <Counts
          rows={Object.entries(erasure.tables).map(([table, { erased = 0, pseudonymised = 0 }]) => [
            table,
            t("receipt.rows", { count: erased + pseudonymised }),
          ])}
        />
      </section>
      <section aria-labelledby="kept">
        <h2 id="kept" className="mb-2 font-semibold text-base">
          {t("receipt.kept")}
        </h2>
        {Object.entries(erasure.kept).map(([rule, tables]) => (
          <div key={rule} className="mb-4 text-sm">
            <h3 className="font-medium">{t(`holds.${rule as HoldRule}.title`)}</h3>
            <p className="mb-1 text-fg-secondary">{t(`holds.${rule as HoldRule}.body`)}</p>
            <Counts
              rows={Object.entries(tables).map(([table, count]) => [table, t("receipt.rows", { count })])}
            />
          </div>
        ))}
      </section>
      <section aria-labelledby="verify">
        <h2 id="verify" className="font-semibold text-base">
          {t("receipt.verify")}
        </h2>
        <p className="mb-3 text-fg-secondary text-sm">{t("receipt.verifyBody")}</p>
        {(["body", "signature", "publicKey"] as const).map((part) => (
          <div key={part} className="mb-3">
            <h3 className="mb-1 font-medium text-sm">
              {t(`receipt.${part === "publicKey" ? "key" : part}`)}
            </h3>
            <p className="break-all rounded-md border bg-paper p-3 font-mono text-xs">{receipt[part]}</p>
          </div>
        ))}
      </section>
    </div>
  );
}

function Counts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid gap-x-8 text-sm sm:grid-cols-2">
      {rows.map(([name, count]) => (
        <div key={name} className="flex min-h-8 items-center justify-between gap-3 border-t">
          <dt className="min-w-0 break-all font-mono text-fg-secondary text-xs">{name}</dt>
          <dd className="shrink-0 tabular-nums">{count}</dd>
        </div>
      ))}
    </dl>
  );
}
