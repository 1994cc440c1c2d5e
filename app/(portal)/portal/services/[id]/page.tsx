import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ServiceSkeleton } from "@/components/services/detail-skeleton";
import { ServicePage } from "@/components/services/service-page";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { findService } from "@/lib/services/queries";
import { serviceParams } from "@/lib/services/schema";
import type { ServiceDetail } from "@/lib/services/types";

type Props = PageProps<"/portal/services/[id]">;

/** Once per request, for the page and its title. */
const readService = cache(async (id: string): Promise<ServiceDetail | null> => {
  const viewer = await requireViewer("customer", "services");
  const params = serviceParams.safeParse({ id });
  return params.success ? findService(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const service = await readService((await params).id);
  const t = await getTranslations("services.detail");
  return { title: service ? t("tab", { name: service.name }) : t("missing") };
}

/** A service of the customer. */
export default function Page({ params }: Props) {
  return (
    <Arrival skeleton={<ServiceSkeleton />}>
      <Service params={params} />
    </Arrival>
  );
}

async function Service({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("customer", "services"), params]);
  const service = await readService(id);
  if (!service) notFound();
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <ServicePage service={service} reader={viewer} formKey={newId()} />
    </>
  );
}
