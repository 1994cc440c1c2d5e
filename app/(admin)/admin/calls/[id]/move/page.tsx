import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MoveCall } from "@/components/calls/move-call";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { Arrival } from "@/components/ui/arrival";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { readBookingAddress } from "@/lib/calls/booking-address";
import { moveAsStaffAction } from "@/lib/calls/desk-actions";
import { loadMove } from "@/lib/calls/picker-queries";
import { findCall, listCallAgents } from "@/lib/calls/queries";
import { callParams } from "@/lib/calls/schema";

type Props = PageProps<"/admin/calls/[id]/move">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-pages.move");
  return { title: t("title") };
}

/** Another time for a call, or another agent. */
export default function MoveCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Move {...props} />
    </Arrival>
  );
}

async function Move({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([requireViewer("staff", "calls"), params, searchParams]);
  const parsed = callParams.safeParse({ id });
  const [call, agents] = await Promise.all([
    parsed.success ? findCall(viewer, parsed.data.id) : null,
    listCallAgents(viewer),
  ]);
  if (!call) notFound();
  const [move, initial] = await Promise.all([
    loadMove(viewer, call, readBookingAddress(query), true),
    submittedState(moveAsStaffAction),
  ]);
  return (
    <MoveCall
      viewer={viewer}
      call={call}
      page={`/admin/calls/${call.id}`}
      move={move}
      action={moveAsStaffAction}
      initial={initial}
      agents={agents.ok ? agents.value : []}
    />
  );
}
