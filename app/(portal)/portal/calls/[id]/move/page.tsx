import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MoveCall } from "@/components/calls/move-call";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { Arrival } from "@/components/ui/arrival";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { moveCallAction } from "@/lib/calls/actions";
import { readBookingAddress } from "@/lib/calls/booking-address";
import { loadMove } from "@/lib/calls/picker-queries";
import { findCall } from "@/lib/calls/queries";
import { callParams } from "@/lib/calls/schema";

type Props = PageProps<"/portal/calls/[id]/move">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-pages.move");
  return { title: t("title") };
}

/** Another time for a call. */
export default function MoveCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Move {...props} />
    </Arrival>
  );
}

async function Move({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([
    requireViewer("customer", "calls"),
    params,
    searchParams,
  ]);
  const parsed = callParams.safeParse({ id });
  const call = parsed.success ? await findCall(viewer, parsed.data.id) : null;
  if (!call) notFound();
  const [move, initial] = await Promise.all([
    loadMove(viewer, call, readBookingAddress(query), false),
    submittedState(moveCallAction),
  ]);
  return (
    <MoveCall
      viewer={viewer}
      call={call}
      page={`/portal/calls/${call.id}`}
      move={move}
      action={moveCallAction}
      initial={initial}
    />
  );
}
