import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { type BookingAddress, bookingQuery } from "@/lib/calls/booking-address";
import type { CallDetail, Picker, ShownSlot } from "@/lib/calls/detail";
import type { CallAgent } from "@/lib/calls/types";
import type { ActionState } from "@/lib/core/action-state";
import { AgentChoice } from "./agent-choice";
import { callTime } from "./call-time";
import { CommandForm } from "./command-form";
import { FreeTimes } from "./free-times";
import { commandTexts } from "./texts";

/** Another time for a call: first the free ones, then the one that was chosen beside the old one. */
export async function MoveCall<T>({
  viewer,
  call,
  page,
  move,
  action,
  initial,
  agents,
}: {
  viewer: { locale: string; timeZone: string };
  call: CallDetail;
  /** Where the call is shown. */
  page: string;
  /** See `loadMove`. */
  move: { address: BookingAddress; picker: Picker; slot: ShownSlot | null; now: Date } | null;
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  initial: ActionState<T>;
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
  if (!move) {
    return (
      <>
        {head}
        <Banner tone="warning" title={t("tooLate.title")} className="max-w-2xl">
          {t(agents ? "tooLate.over" : "tooLate.body")}
        </Banner>
      </>
    );
  }
  const { address, picker, slot, now } = move;
  const path = `${page}/move`;
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
        <FreeTimes
          path={path}
          address={address}
          picker={picker}
          locale={viewer.locale}
          now={now}
          gone={t("gone")}
        />
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
    </>
  );
}
