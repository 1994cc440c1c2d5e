import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AgentChoice } from "@/components/calls/agent-choice";
import { callTime } from "@/components/calls/call-time";
import { CommandForm } from "@/components/calls/command-form";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { SlotPicker } from "@/components/calls/slot-picker";
import { commandTexts } from "@/components/calls/texts";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { bookingQuery, readBookingAddress } from "@/lib/calls/booking-address";
import { moveAsStaffAction } from "@/lib/calls/desk-actions";
import { chosenSlot, loadPicker, withMonthOfSlot } from "@/lib/calls/picker-queries";
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
export default function MoveDeskCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <MoveCall {...props} />
    </Arrival>
  );
}

async function MoveCall({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([requireViewer("staff", "calls"), params, searchParams]);
  const parsed = callParams.safeParse({ id });
  const call = parsed.success ? await findCall(viewer, parsed.data.id) : null;
  if (!call) notFound();
  const t = await getTranslations("call-pages.move");
  const now = new Date();
  const address = {
    ...readBookingAddress(query),
    category: null,
    channel: null,
    again: null,
    customer: null,
  };
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const page = `/admin/calls/${call.id}`;
  const path = `${page}/move`;
  const head = (
    <PageHeader
      back={{ href: page as Route, label: call.purpose }}
      title={t("title")}
      meta={t("now", { when: callTime(call, viewer) })}
      className="mb-6"
    />
  );
  if (!call.allowedActions.includes("move")) {
    return (
      <>
        {head}
        <Banner tone="warning" title={t("tooLate.title")} className="max-w-2xl">
          {t("tooLate.over")}
        </Banner>
      </>
    );
  }
  const [picker, agents, initial] = await Promise.all([
    loadPicker(viewer, named, { now, callId: call.id }),
    listCallAgents(viewer),
    submittedState(moveAsStaffAction),
  ]);
  const slot = chosenSlot(named, picker);
  const reader = { locale: viewer.locale, timeZone: picker.timeZone };
  return (
    <>
      {head}
      {slot ? (
        <div className="max-w-form">
          <section aria-label={t("chosen")} className="mb-6 rounded-lg border bg-paper px-4 py-3">
            <p className="text-fg-muted text-sm line-through">{callTime(call, reader)}</p>
            <p className="font-semibold text-base">{callTime(slot, reader)}</p>
          </section>
          <CommandForm
            action={moveAsStaffAction}
            initial={initial}
            hidden={{ id: call.id, startsAt: slot.startsAt, version: call.version, agentId: address.agent }}
            texts={await commandTexts(t("confirm"), t("failed"))}
            reader={reader}
            aside={
              <LinkButton href={`${path}${bookingQuery(address, { at: null })}` as Route} variant="ghost">
                {t("otherTime")}
              </LinkButton>
            }
          />
        </div>
      ) : (
        <>
          <AgentChoice
            path={path}
            agent={address.agent}
            agents={agents.ok ? agents.value.filter(({ hasAvailability }) => hasAvailability) : []}
            kept={{ zone: address.zone }}
            className="mb-6 max-w-md"
          />
          <SlotPicker
            path={path}
            address={{ ...address, at: null }}
            {...picker}
            locale={viewer.locale}
            now={now}
          />
        </>
      )}
    </>
  );
}
