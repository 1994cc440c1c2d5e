import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { DeskRequest } from "@/components/privacy/desk-request";
import { PrivacyDetailSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { privacyRequestMetadata, readPrivacyRequest } from "@/lib/privacy/page-queries";
import { listStaff } from "@/lib/tickets/staff-queries";

type Props = PageProps<"/admin/privacy/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return privacyRequestMetadata("staff", (await params).id);
}

/** A request on the desk. */
export default function Page({ params }: Props) {
  return (
    <Arrival skeleton={<PrivacyDetailSkeleton />}>
      <Request params={params} />
    </Arrival>
  );
}

async function Request({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("staff"), params]);
  const [request, staff] = await Promise.all([readPrivacyRequest("staff", id), listStaff(viewer)]);
  if (!request) notFound();
  return (
    <>
      <LiveRefresh topics={["staff"]} recordId={request.id} />
      <DeskShortcuts />
      <DeskRequest
        request={request}
        staff={staff.ok ? staff.value : []}
        isAdmin={viewer.role === "admin"}
        reader={viewer}
        now={new Date()}
      />
    </>
  );
}
