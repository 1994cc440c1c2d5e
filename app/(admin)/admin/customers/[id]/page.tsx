import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { CustomerPage } from "@/components/customers/customer-page";
import { CustomerSkeleton } from "@/components/customers/skeletons";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ResellerDeskCard } from "@/components/profile/reseller-desk-card";
import { FactorList } from "@/components/settings/factor-list";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { loadFactorHolders } from "@/lib/auth/factor-holders";
import { readAsViewer } from "@/lib/auth/viewer";
import { findCustomer } from "@/lib/customers/queries";
import { customerParams } from "@/lib/customers/schema";
import { findResellerApplication } from "@/lib/profile/reseller-queries";

type Props = PageProps<"/admin/customers/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readCustomer = cache((ref: string) =>
  readAsViewer("staff", async (reader) => {
    const params = customerParams.safeParse({ id: ref });
    return params.success ? findCustomer(reader, params.data.id) : null;
  }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [, customer] = await readCustomer((await params).id);
  const t = await getTranslations("customers.detail");
  return { title: customer?.companyName ?? customer?.fullName ?? t("missing") };
}

/** A customer, for staff. */
export default function Page({ params, searchParams }: Props) {
  return (
    <Arrival skeleton={<CustomerSkeleton />}>
      <Customer params={params} searchParams={searchParams} />
    </Arrival>
  );
}

async function Customer({ params, searchParams }: Props) {
  const [viewer, customer] = await readCustomer((await params).id);
  if (!customer) notFound();
  const isAdmin = viewer.role === "admin";
  const [t, application, factors] = await Promise.all([
    getTranslations("settings.security"),
    findResellerApplication(viewer, customer.id),
    loadFactorHolders(viewer, await searchParams, customer.id),
  ]);
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <DeskShortcuts />
      <CustomerPage customer={customer} viewer={viewer}>
        {application && <ResellerDeskCard application={application} isAdmin={isAdmin} />}
        {factors && factors.holders.items.length > 0 && (
          <Card title={t("ofCustomer")}>
            <FactorList {...factors} path={`/admin/customers/${customer.id}`} viewerId={viewer.id} />
          </Card>
        )}
      </CustomerPage>
    </>
  );
}
