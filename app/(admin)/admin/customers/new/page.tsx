import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { factFields } from "@/components/customers/fields";
import { FieldsForm } from "@/components/ui/fields-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { createCustomerAction } from "@/lib/customers/actions";

// What it shows depends on who asks.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("customers");
  return { title: t("new") };
}

/** A customer who did not come by themselves. */
export default async function NewCustomerPage() {
  const viewer = await requireViewer("staff");
  const t = await getTranslations("customers");
  const nothing = { fullName: "", companyName: "", email: "", phone: "", timeZone: viewer.timeZone };
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        back={{ href: "/admin/customers" as Route, label: t("title") }}
        title={t("new")}
        meta={t("newPage.meta")}
        className="mb-6"
      />
      <FieldsForm
        action={createCustomerAction}
        hidden={{ key: newId() }}
        fields={factFields(t, nothing)}
        canChange
        texts={{ save: t("newPage.save"), saved: t("newPage.saved"), failed: t("newPage.failed") }}
      />
    </div>
  );
}
