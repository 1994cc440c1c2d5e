import type { Metadata, Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AgentChoice } from "@/components/calls/agent-choice";
import { callTime } from "@/components/calls/call-time";
import { CommandForm } from "@/components/calls/command-form";
import { FreeTimes } from "@/components/calls/free-times";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { commandTexts } from "@/components/calls/texts";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer, type Viewer } from "@/lib/auth/viewer";
import { type BookingAddress, bookingQuery, readBookingAddress } from "@/lib/calls/booking-address";
import { bookForCustomerAction } from "@/lib/calls/desk-actions";
import type { ShownSlot } from "@/lib/calls/detail";
import { chosenSlot, loadPicker, withMonthOfSlot } from "@/lib/calls/picker-queries";
import { getCallDesk, listCallAgents } from "@/lib/calls/queries";
import { CALL_LIMITS } from "@/lib/calls/schema";
import type { CallDesk } from "@/lib/calls/types";
import { newId } from "@/lib/core/ids";
import { loadCustomers } from "@/lib/customers/queries";
import { storable } from "@/lib/tickets/schema";

type Props = PageProps<"/admin/calls/new">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

const PATH = "/admin/calls/new";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-desk.new");
  return { title: t("title") };
}

/** Booking a call for a customer: who, when, what about. */
export default function NewDeskCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <NewCall {...props} />
    </Arrival>
  );
}

async function NewCall({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([requireViewer("staff", "calls"), searchParams]);
  const address = readBookingAddress(query);
  const t = await getTranslations("call-desk.new");
  const desk = address.customer ? await getCallDesk(viewer, address.customer) : null;
  if (desk && !desk.ok) throw new Error(`cannot read how calls are booked: ${desk.error.code}`);
  const isKnown = desk?.ok && desk.value.customerName !== null;
  const q = Array.from(storable([query.q].flat()[0] ?? ""))
    .slice(0, 200)
    .join("");
  return (
    <>
      <PageHeader
        back={{ href: "/admin/calls" as Route, label: t("back") }}
        title={t("title")}
        meta={isKnown ? t("for", { name: desk.value.customerName ?? "" }) : t("who")}
        className="mb-6"
      />
      {isKnown ? <When viewer={viewer} address={address} desk={desk.value} /> : <Who viewer={viewer} q={q} />}
    </>
  );
}

async function Who({ viewer, q }: { viewer: Viewer; q: string }) {
  const [t, customers] = await Promise.all([
    getTranslations("call-desk.new"),
    loadCustomers(viewer, q ? { q } : {}, { limit: 10 }),
  ]);
  return (
    <div className="max-w-form">
      <Form action={PATH as Route} scroll={false}>
        <Input
          type="search"
          name="q"
          key={q}
          defaultValue={q}
          maxLength={200}
          icon={<Search aria-hidden />}
          placeholder={t("search")}
          aria-label={t("search")}
          enterKeyHint="search"
        />
      </Form>
      {customers.items.length === 0 ? (
        <EmptyState icon={<SearchX aria-hidden />} title={t("noCustomer")} />
      ) : (
        <ul className="mt-4 divide-y overflow-hidden rounded-lg border bg-paper" aria-label={t("customers")}>
          {customers.items.map((customer) => (
            <li key={customer.id}>
              <Link
                href={`${PATH}?customer=${customer.id}` as Route}
                prefetch={false}
                className="block px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="block font-medium text-base">
                  {customer.companyName ?? customer.fullName}
                </span>
                <span className="block truncate text-fg-muted text-sm">
                  {[customer.customerNumber, customer.email].filter(Boolean).join(" · ")}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

async function When({ viewer, address, desk }: { viewer: Viewer; address: BookingAddress; desk: CallDesk }) {
  const now = new Date();
  const named = withMonthOfSlot(address, address.zone ?? viewer.timeZone);
  const [t, picker, agents] = await Promise.all([
    getTranslations("call-pages.new"),
    loadPicker(viewer, named, { now }),
    listCallAgents(viewer),
  ]);
  const slot = chosenSlot(named, picker);
  if (slot)
    return <What viewer={viewer} address={address} desk={desk} slot={slot} timeZone={picker.timeZone} />;
  return (
    <>
      <AgentChoice
        path={PATH}
        agent={address.agent}
        agents={agents.ok ? agents.value.filter(({ hasAvailability }) => hasAvailability) : []}
        kept={{ customer: address.customer, zone: address.zone }}
        className="mb-6 max-w-md"
      />
      <FreeTimes
        path={PATH}
        address={address}
        picker={picker}
        locale={viewer.locale}
        now={now}
        gone={t("gone")}
      />
    </>
  );
}

async function What({
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
  const [t, initial] = await Promise.all([
    getTranslations("call-desk.new"),
    submittedState(bookForCustomerAction),
  ]);
  const reader = { locale: viewer.locale, timeZone };
  const theirs = desk.timeZone ?? timeZone;
  return (
    <div className="max-w-form">
      <section aria-label={t("chosen")} className="mb-6 rounded-lg border bg-paper px-4 py-3">
        <p className="font-semibold text-base">{callTime(slot, reader)}</p>
        {theirs !== timeZone && (
          <p className="text-fg-muted text-sm">
            {t("theirTime", {
              when: callTime(slot, { ...reader, timeZone: theirs }),
              zone: theirs.replaceAll("_", " "),
            })}
          </p>
        )}
      </section>
      <CommandForm
        action={bookForCustomerAction}
        initial={initial}
        formKey={newId()}
        hidden={{
          customerId: address.customer,
          agentId: address.agent,
          startsAt: slot.startsAt,
          timeZone: theirs,
        }}
        fields={[
          {
            name: "purpose",
            label: t("purpose"),
            type: "text",
            required: true,
            maxLength: CALL_LIMITS.purpose,
          },
          {
            name: "category",
            label: t("category"),
            type: "select",
            value: "",
            options: [
              { value: "", label: t("anything") },
              ...desk.categories.map(({ slug, label }) => ({ value: slug, label })),
            ],
          },
          {
            name: "channel",
            label: t("channel"),
            type: "select",
            value: "phone",
            options: [
              { value: "phone", label: t("phone") },
              ...(desk.hasVideo ? [{ value: "video", label: t("video") }] : []),
            ],
          },
          { name: "phone", label: t("number"), type: "tel", value: desk.phone ?? "", maxLength: 40 },
          {
            name: "notes",
            label: t("notes"),
            hint: t("notesHint"),
            type: "textarea",
            maxLength: CALL_LIMITS.notes,
          },
        ]}
        texts={await commandTexts(t("book"), t("failed"))}
        reader={reader}
        aside={
          <LinkButton href={`${PATH}${bookingQuery(address, { at: null })}` as Route} variant="ghost">
            {t("otherTime")}
          </LinkButton>
        }
      />
    </div>
  );
}
