import type { getTranslations } from "next-intl/server";
import type { FieldSpec } from "@/components/ui/fields-form";
import { timeZoneOptions } from "@/lib/core/zoned";
import type { CustomerDetail } from "@/lib/customers/types";

export type Translate = Awaited<ReturnType<typeof getTranslations<"customers">>>;

type Known = Pick<CustomerDetail, "fullName" | "companyName" | "email" | "phone" | "timeZone">;

/** What staff can know about a customer, as the fields of a form. */
export function factFields(t: Translate, known: Known): FieldSpec[] {
  return [
    {
      name: "fullName",
      label: t("fields.fullName"),
      type: "text",
      value: known.fullName,
      required: true,
      maxLength: 200,
    },
    {
      name: "companyName",
      label: t("fields.companyName"),
      hint: t("fields.companyNameHint"),
      type: "text",
      value: known.companyName ?? "",
      maxLength: 200,
    },
    {
      name: "email",
      label: t("fields.email"),
      hint: t("fields.emailHint"),
      type: "email",
      value: known.email ?? "",
      maxLength: 320,
    },
    {
      name: "phone",
      label: t("fields.phone"),
      hint: t("fields.phoneHint"),
      type: "text",
      value: known.phone ?? "",
      maxLength: 32,
    },
    {
      name: "timeZone",
      label: t("fields.timeZone"),
      type: "select",
      value: known.timeZone,
      options: timeZoneOptions(known.timeZone),
    },
  ];
}
