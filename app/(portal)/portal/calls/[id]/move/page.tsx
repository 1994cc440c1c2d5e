import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
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
import { moveCallAction } from "@/lib/calls/actions";
import { bookingQuery, readBookingAddress } from "@/lib/calls/booking-address";
import { chosenSlot, loadPicker, withMonthOfSlot } from "@/lib/calls/picker-queries";
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
      <MoveCall {...props} />
    </Arrival>
  );
}

async function MoveCall({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([
    requireViewer("customer", "calls"),
    params,
    searchParams,
  ]);
  const parsed = callParams.safeParse({ id });
  const call = parsed.success ? await findCall(viewer, parsed.data.id) : null;
  if (!call) notFound();
  const t = await getTranslations("call-pages.move");
  const now = new Date();
  // What it is about stays, so the address does not say it.
  const address = { ...readBookingAddress(query), category: null, channel: null, again: null };
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const page = `/portal/calls/${call.id}`;
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
          {t("tooLate.body")}
        </Banner>
      </>
    );
  }
  const [picker, initial] = await Promise.all([
    loadPicker(viewer, named, { now, callId: call.id }),
    submittedState(moveCallAction),
  ]);
  const slot = chosenSlot(named, picker);
  const path = `${page}/move`;
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
            action={moveCallAction}
            initial={initial}
            hidden={{ id: call.id, startsAt: slot.startsAt, version: call.version }}
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
          {address.at && (
            <Banner tone="warning" title={t("gone.title")} className="mb-6 max-w-2xl">
              {t("gone.body")}
            </Banner>
          )}
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
