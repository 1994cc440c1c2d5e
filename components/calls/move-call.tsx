import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { FormAction } from "@/lib/auth/action";
import { submittedState } from "@/lib/auth/submission";
import type { Viewer } from "@/lib/auth/viewer";
import { type BookingAddress, bookingQuery } from "@/lib/calls/booking-address";
import type { CallDetail } from "@/lib/calls/detail";
import { chosenSlot, loadPicker, withMonthOfSlot } from "@/lib/calls/picker-queries";
import type { CallAgent } from "@/lib/calls/types";
import { AgentChoice } from "./agent-choice";
import { callTime } from "./call-time";
import { CommandForm } from "./command-form";
import { FreeTimes } from "./free-times";
import { commandTexts } from "./texts";

/** Another time for a call: first the free ones, then the one that was chosen beside the old one. */
export async function MoveCall({
  viewer,
  call,
  page,
  asked,
  action,
  agents,
}: {
  viewer: Viewer;
  call: CallDetail;
  /** Where the call is shown. */
  page: string;
  asked: BookingAddress;
  action: FormAction<unknown>;
  /** Staff choose whom it moves to, too. */
  agents?: readonly CallAgent[];
}) {
  const t = await getTranslations("call-pages.move");
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
          {t(agents ? "tooLate.over" : "tooLate.body")}
        </Banner>
      </>
    );
  }
  const now = new Date();
  const path = `${page}/move`;
  // What it is about, and whose it is, stays: the address does not say it.
  const address = {
    ...asked,
    category: null,
    channel: null,
    again: null,
    customer: null,
    agent: agents ? asked.agent : null,
  };
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const picker = await loadPicker(viewer, named, { now, callId: call.id });
  const slot = chosenSlot(named, picker);
  if (!slot) {
    return (
      <>
        {head}
        {agents && (
          <AgentChoice
            path={path}
            agent={address.agent}
            agents={agents.filter(({ hasAvailability }) => hasAvailability)}
            kept={{ zone: address.zone }}
            className="mb-6 max-w-md"
          />
        )}
        <FreeTimes path={path} address={address} picker={picker} viewer={viewer} now={now} gone={t("gone")} />
      </>
    );
  }
  const reader = { locale: viewer.locale, timeZone: picker.timeZone };
  return (
    <>
      {head}
      <div className="max-w-form">
        <section aria-label={t("chosen")} className="mb-6 rounded-lg border bg-paper px-4 py-3">
          <p className="text-fg-muted text-sm line-through">{callTime(call, reader)}</p>
          <p className="font-semibold text-base">{callTime(slot, reader)}</p>
        </section>
        <CommandForm
          action={action}
          initial={await submittedState(action)}
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
    </>
  );
}
