import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { RequestPage } from "@/components/privacy/request-page";
import { PrivacyDetailSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { findPrivacyRequest } from "@/lib/privacy/queries";
import { privacyParams } from "@/lib/privacy/schema";
import type { PrivacyRequestDetail } from "@/lib/privacy/types";

type Props = PageProps<"/portal/privacy/requests/[id]">;

/** Once per request, for the page and its title. */
const readRequest = cache(async (ref: string): Promise<PrivacyRequestDetail | null> => {
  const viewer = await requireViewer("customer");
  const params = privacyParams.safeParse({ id: ref });
  return params.success ? findPrivacyRequest(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = await readRequest((await params).id);
  const t = await getTranslations("privacy");
  if (!request) return { title: t("request.missing") };
  return { title: t("request.tab", { kind: t(`kinds.${request.kind}`), number: request.number }) };
}

/** A request of the customer, with its clock and its history. */
export default function Page({ params }: Props) {
  return (
    <Arrival skeleton={<PrivacyDetailSkeleton />}>
      <Request params={params} />
    </Arrival>
  );
}

async function Request({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("customer"), params]);
  const request = await readRequest(id);
  if (!request) notFound();
  return (
    <>
      <LiveRefresh topics={[`user:${viewer.id}`]} recordId={request.id} />
      <RequestPage request={request} reader={viewer} now={new Date()} />
    </>
  );
}
