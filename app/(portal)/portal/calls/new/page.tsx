import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { callTime } from "@/components/calls/call-time";
import { CommandForm } from "@/components/calls/command-form";
import { FreeTimes } from "@/components/calls/free-times";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { commandTexts } from "@/components/calls/texts";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CalendarX, Phone, Video } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer, type Viewer } from "@/lib/auth/viewer";
import { bookCallAction } from "@/lib/calls/actions";
import { type BookingAddress, bookingQuery, readBookingAddress } from "@/lib/calls/booking-address";
import type { ShownSlot } from "@/lib/calls/detail";
import { chosenSlot, loadPicker, withMonthOfSlot } from "@/lib/calls/picker-queries";
import { findCall, getCallDesk } from "@/lib/calls/queries";
import { CALL_LIMITS } from "@/lib/calls/schema";
import { CALL_CHANNELS, type CallDesk } from "@/lib/calls/types";
import { newId } from "@/lib/core/ids";

type Props = PageProps<"/portal/calls/new">;

const PATH = "/portal/calls/new";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-pages.new");
  return { title: t("title") };
}

/** Booking a call in three steps, each with an address of its own. */
export default function NewCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <NewCall {...props} />
    </Arrival>
  );
}

async function NewCall({ searchParams }: Props) {
  const viewer = await requireViewer("customer", "calls");
  const address = readBookingAddress(await searchParams);
  const [t, desk] = await Promise.all([getTranslations("call-pages.new"), getCallDesk(viewer)]);
  if (!desk.ok) throw new Error(`cannot read how calls are booked: ${desk.error.code}`);
  const { openCalls, maxOpen, slotMinutes } = desk.value;
  const isFull = openCalls >= maxOpen;
  return (
    <>
      <PageHeader
        back={{ href: "/portal/calls" as Route, label: t("back") }}
        title={t("title")}
        meta={t("about", { minutes: slotMinutes })}
        className="mb-6"
      />
      {isFull && (
        <Banner
          tone="warning"
          title={t("full.title", { count: maxOpen })}
          className="mb-6 max-w-2xl"
          actions={<LinkButton href={"/portal/calls" as Route}>{t("full.action")}</LinkButton>}
        >
          {t("full.body")}
        </Banner>
      )}
      {address.channel === null ? (
        <Topic address={address} desk={desk.value} />
      ) : (
        <Time viewer={viewer} address={address} desk={desk.value} />
      )}
    </>
  );
}

/** The first step: what it is about, and by telephone or video. */
async function Topic({ address, desk }: { address: BookingAddress; desk: CallDesk }) {
  const t = await getTranslations("call-pages.new");
  const channels = desk.hasVideo ? CALL_CHANNELS : (["phone"] as const);
  return (
    <Form action={PATH} className="flex max-w-md flex-col gap-6">
      {address.zone && <input type="hidden" name="zone" value={address.zone} />}
      {address.again && <input type="hidden" name="again" value={address.again} />}
      <div className="flex flex-col gap-1.5">
        <label htmlFor="call-category" className="font-medium text-sm">
          {t("category")}
        </label>
        <Select
          id="call-category"
          name="category"
          defaultValue={address.category ?? ""}
          options={[
            { value: "", label: t("anything") },
            ...desk.categories.map(({ slug, label }) => ({ value: slug, label })),
          ]}
        />
      </div>
      <fieldset>
        <legend className="font-medium text-sm">{t("channel")}</legend>
        <div className="mt-2 grid gap-2">
          {channels.map((channel, index) => {
            const Icon = channel === "video" ? Video : Phone;
            return (
              <label
                key={channel}
                className="flex cursor-pointer items-center gap-3 rounded-md border border-line-strong bg-paper px-3 py-2.5 has-[input:checked]:border-primary has-[input:checked]:bg-primary-light"
              >
                <input type="radio" name="channel" value={channel} defaultChecked={index === 0} />
                <Icon aria-hidden />
                <span className="min-w-0">
                  <span className="block font-medium text-base">{t(`${channel}.label`)}</span>
                  <span className="block text-fg-muted text-sm">{t(`${channel}.hint`)}</span>
                </span>
              </label>
            );
          })}
        </div>
      </fieldset>
      <Button type="submit" variant="primary" className="self-start">
        {t("seeTimes")}
      </Button>
    </Form>
  );
}

/** The second step, a slot; with one, the third. */
async function Time({ viewer, address, desk }: { viewer: Viewer; address: BookingAddress; desk: CallDesk }) {
  const now = new Date();
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const [t, picker] = await Promise.all([
    getTranslations("call-pages.new"),
    loadPicker(viewer, named, { now }),
  ]);
  const slot = chosenSlot(named, picker);
  if (slot)
    return <Details viewer={viewer} address={address} desk={desk} slot={slot} timeZone={picker.timeZone} />;
  if (picker.slots.length === 0 && address.month === null) {
    return (
      <EmptyState
        icon={<CalendarX aria-hidden />}
        title={t("none.title")}
        actions={<LinkButton href={"/portal/tickets/new" as Route}>{t("none.action")}</LinkButton>}
      >
        {t("none.body")}
      </EmptyState>
    );
  }
  return (
    <FreeTimes
      path={PATH}
      address={address}
      picker={picker}
      locale={viewer.locale}
      now={now}
      gone={t("gone")}
    />
  );
}

async function Details({
  viewer,
  address,
  desk,
  slot,
  timeZone,
}: {
  viewer: Viewer;
  address: BookingAddress;
  desk: CallDesk;
  slot: ShownSlot;
  timeZone: string;
}) {
  const [t, again, initial] = await Promise.all([
    getTranslations("call-pages.new"),
    address.again ? findCall(viewer, address.again) : null,
    submittedState(bookCallAction),
  ]);
  const reader = { locale: viewer.locale, timeZone };
  const topic = desk.categories.find(({ slug }) => slug === address.category)?.label;
  const isPhone = address.channel !== "video";
  const other = `${PATH}${bookingQuery(address, { at: null })}` as Route;
  return (
    <div className="max-w-form">
      <section aria-label={t("chosen")} className="mb-6 rounded-lg border bg-paper px-4 py-3">
        <p className="font-semibold text-base">{callTime(slot, reader)}</p>
        <p className="text-fg-muted text-sm">
          {[t(`${address.channel ?? "phone"}.label`), topic, timeZone.replaceAll("_", " ")]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </section>
      <CommandForm
        action={bookCallAction}
        initial={initial}
        formKey={newId()}
        hidden={{
          startsAt: slot.startsAt,
          channel: address.channel,
          category: address.category,
          timeZone,
        }}
        fields={[
          {
            name: "purpose",
            label: t("purpose"),
            type: "text",
            hint: t("purposeHint"),
            value: again?.purpose ?? "",
            required: true,
            maxLength: CALL_LIMITS.purpose,
          },
          ...(isPhone
            ? [
                {
                  name: "phone",
                  label: t("number"),
                  type: "tel" as const,
                  hint: t("numberHint"),
                  value: again?.phone ?? desk.phone ?? "",
                  required: true,
                  maxLength: 40,
                },
              ]
            : []),
          {
            name: "notes",
            label: t("notes"),
            type: "textarea",
            optionalLabel: t("optional"),
            value: again?.notes ?? "",
            maxLength: CALL_LIMITS.notes,
          },
        ]}
        texts={await commandTexts(t("book"), t("failed"))}
        reader={reader}
        aside={
          <LinkButton href={other} variant="ghost">
            {t("otherTime")}
          </LinkButton>
        }
      />
    </div>
  );
}
