import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ServiceWorkspace } from "@/components/service-desk/service-workspace";
import { DeskServiceSkeleton } from "@/components/service-desk/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { findService } from "@/lib/services/queries";
import { serviceParams } from "@/lib/services/schema";
import type { ServiceDetail } from "@/lib/services/types";

type Props = PageProps<"/admin/services/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readService = cache(async (id: string): Promise<ServiceDetail | null> => {
  const viewer = await requireViewer("staff", "services");
  const params = serviceParams.safeParse({ id });
  return params.success ? findService(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const service = await readService((await params).id);
  const t = await getTranslations("service-desk.detail");
  return { title: service?.name ?? t("missing") };
}

/** A service, for staff. */
export default function Page({ params }: Props) {
  return (
    <Arrival skeleton={<DeskServiceSkeleton />}>
      <Service params={params} />
    </Arrival>
  );
}

async function Service({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("staff", "services"), params]);
  const service = await readService(id);
  if (!service) notFound();
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <ServiceWorkspace service={service} locale={viewer.locale} />
    </>
  );
}
