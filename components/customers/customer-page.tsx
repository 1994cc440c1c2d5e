import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate, formatTime } from "@/lib/core/dates";
import type { Module } from "@/lib/core/modules";
import { formatPhone } from "@/lib/core/phone-words";
import { updateCustomerAction } from "@/lib/customers/actions";
import { ACCOUNT_STATUSES, type CustomerDetail } from "@/lib/customers/types";
import { AccountStatusBadge } from "./account-status";
import { CustomerFigures } from "./customer-figures";
import { CustomerPeople } from "./customer-people";
import { CustomerRecords } from "./customer-records";
import { factFields, type Translate } from "./fields";

/** Everything about one customer, for staff. */
export async function CustomerPage({
  customer,
  viewer,
  children,
}: {
  customer: CustomerDetail;
  viewer: { role: string; locale: string; timeZone: string; modules: readonly Module[] };
  /** What other features know of the customer. */
  children?: ReactNode;
}) {
  const t = await getTranslations("customers");
  const clock = { locale: viewer.locale, timeZone: viewer.timeZone };
  const { companyName, fullName, email, phone } = customer;
  const facts = [
    ...(companyName ? [{ label: t("columns.contact"), value: fullName }] : []),
    ...(email ? [{ label: t("fields.email"), value: <a href={`mailto:${email}`}>{email}</a> }] : []),
    ...(phone
      ? [{ label: t("fields.phone"), value: <a href={`tel:${phone}`}>{formatPhone(phone)}</a> }]
      : []),
    { label: t("detail.localTime"), value: formatTime(new Date(), clock.locale, customer.timeZone) },
    { label: t("detail.since"), value: formatDate(customer.createdAt, clock.locale, clock.timeZone) },
    {
      label: t("detail.source"),
      value: [customer.source, customer.externalId].filter(Boolean).join(", "),
    },
  ];
  return (
    <>
      <PageHeader
        back={{ href: "/admin/customers" as Route, label: t("detail.back") }}
        title={companyName ?? fullName}
        meta={
          <>
            <span className="flex items-center gap-0.5 font-mono text-xs">
              {customer.customerNumber}
              <CopyButton
                text={customer.customerNumber}
                label={t("columns.number")}
                copiedLabel={t("columns.number")}
                className="-my-1"
              />
            </span>
            <AccountStatusBadge status={customer.accountStatus} />
          </>
        }
        className="mb-4"
      />
      <DetailLayout
        asideLabel={t("detail.facts")}
        aside={
          <div className="flex flex-col gap-6">
            <Facts
              facts={facts}
              className="[&_a]:text-primary-text [&_a]:hover:underline [&_dd]:break-words"
            />
            <section>
              <h2 className="mb-3 border-t pt-4 font-semibold text-sm">{t("detail.people")}</h2>
              <CustomerPeople people={customer.people} clock={clock} />
            </section>
          </div>
        }
      >
        <div className="flex flex-col gap-4">
          <CustomerFigures figures={customer.figures} locale={clock.locale} />
          <CustomerRecords customer={customer} modules={viewer.modules} clock={clock} />
          {children}
          <Card title={t("detail.edit")}>
            <FieldsForm
              action={updateCustomerAction}
              hidden={{ customerId: customer.id, expectedVersion: customer.version }}
              fields={[...factFields(t, customer), ...statusField(t, customer, viewer.role === "admin")]}
              canChange
              texts={{ save: t("detail.save"), saved: t("detail.saved"), failed: t("detail.failed") }}
            />
          </Card>
        </div>
      </DetailLayout>
    </>
  );
}

function statusField(t: Translate, { accountStatus }: CustomerDetail, isAdmin: boolean): FieldSpec[] {
  if (!isAdmin) return [];
  return [
    {
      name: "accountStatus",
      label: t("fields.accountStatus"),
      hint: t("fields.accountStatusHint"),
      type: "select",
      value: accountStatus,
      options: ACCOUNT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
    },
  ];
}
