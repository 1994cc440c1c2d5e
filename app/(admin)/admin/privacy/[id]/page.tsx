import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { DeskRequest } from "@/components/privacy/desk-request";
import { PrivacyDetailSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { findPrivacyRequest } from "@/lib/privacy/queries";
import { privacyParams } from "@/lib/privacy/schema";
import type { PrivacyRequestDetail } from "@/lib/privacy/types";
import { listStaff } from "@/lib/tickets/staff-queries";

type Props = PageProps<"/admin/privacy/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readRequest = cache(async (ref: string): Promise<PrivacyRequestDetail | null> => {
  const viewer = await requireViewer("staff");
  const params = privacyParams.safeParse({ id: ref });
  return params.success ? findPrivacyRequest(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = await readRequest((await params).id);
  const t = await getTranslations("privacy");
  if (!request) return { title: t("request.missing") };
  return { title: t("request.tab", { kind: t(`kinds.${request.kind}`), number: request.number }) };
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
  const [request, staff] = await Promise.all([readRequest(id), listStaff(viewer)]);
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
