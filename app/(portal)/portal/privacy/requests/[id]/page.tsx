import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LiveRefresh } from "@/components/live/live-refresh";
import { RequestPage } from "@/components/privacy/request-page";
import { PrivacyDetailSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { privacyRequestMetadata, readPrivacyRequest } from "@/lib/privacy/page-queries";

type Props = PageProps<"/portal/privacy/requests/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return privacyRequestMetadata("customer", (await params).id);
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
  const request = await readPrivacyRequest("customer", id);
  if (!request) notFound();
  return (
    <>
      <LiveRefresh topics={[`user:${viewer.id}`]} recordId={request.id} />
      <RequestPage request={request} reader={viewer} now={new Date()} />
    </>
  );
}
