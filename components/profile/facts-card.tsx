import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { Profile } from "@/lib/profile/types";
import { CorrectionForm } from "./correction-form";
import type { Reader } from "./reader";
import { Row, Rows } from "./rows";

/** What staff keep about the customer, each with the way to have it corrected. */
export async function FactsCard({ profile, reader }: { profile: Profile; reader: Reader }) {
  const t = await getTranslations("profile.facts");
  const { customer, services } = profile;
  return (
    <Card title={t("title")} flush>
      <p className="max-w-[72ch] px-4 py-2.5 text-fg-muted text-sm">{t("hint")}</p>
      <div className="border-t">
        <Rows>
          <Row
            label={t("number")}
            value={<span className="font-mono tabular-nums">{customer.customerNumber}</span>}
          >
            <CorrectionForm field="customerNumber" label={t("number")} />
          </Row>
          {customer.kind === "company" && (
            <Row label={t("company")} value={customer.companyName ?? customer.fullName}>
              <CorrectionForm field="companyName" label={t("company")} />
            </Row>
          )}
          {services.map((service) => (
            <Row
              key={service.id}
              label={service.name}
              value={service.package}
              note={
                <span className="text-fg-muted tabular-nums">
                  {t("perMonth", { price: formatMoney(service.price, reader.locale) })}
                </span>
              }
            >
              <CorrectionForm field="package" label={`${service.name}: ${t("package")}`} />
            </Row>
          ))}
          <Row
            label={t("status")}
            value={t(`statuses.${customer.accountStatus}`)}
            note={customer.accountStatus !== "active" && <Badge tone="warning">{t("limited")}</Badge>}
          >
            <CorrectionForm field="accountStatus" label={t("status")} />
          </Row>
          <Row label={t("since")} value={formatDate(customer.createdAt, reader.locale, reader.timeZone)} />
        </Rows>
      </div>
    </Card>
  );
}
