import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { MailListSkeleton } from "@/components/mailbox/mail-skeletons";
import { CommandForm } from "@/components/notifications/command-form";
import { DeliveryTable } from "@/components/notifications/delivery-table";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Send } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { resendAction } from "@/lib/notifications/deliveries-actions";
import { loadDeliveries, loadDeliveryCounts } from "@/lib/notifications/deliveries-queries";
import {
  DELIVERY_VIEWS,
  type DeliveryCounts,
  type DeliveryView,
  deliveryHref,
  readDeliveryAddress,
} from "@/lib/notifications/deliveries-types";

type Props = PageProps<"/admin/mail/deliveries">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deliveries"))("title") };
}

/** What the portal sends beyond its own pages, and what did not arrive. */
export default function DeliveriesPage(props: Props) {
  return (
    <Arrival skeleton={<MailListSkeleton />}>
      <Deliveries {...props} />
    </Arrival>
  );
}

async function Deliveries({ searchParams }: Props) {
  const viewer = await requireViewer("staff");
  const address = readDeliveryAddress(await searchParams);
  const [t, counts, { items, nextCursor }] = await Promise.all([
    getTranslations("deliveries"),
    loadDeliveryCounts(viewer),
    loadDeliveries(viewer, address),
  ]);
  const empty = address.view === "dead" ? "dead" : "other";
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("intro")}
        back={{ href: "/admin/mail" as Route, label: t("back") }}
        className="mb-3"
      />
      <Tabs
        label={t("views")}
        tabs={DELIVERY_VIEWS.map((view) => ({
          href: deliveryHref({ view, cursor: null }) as Route,
          label: t(`view.${view}`),
          count: countOf(counts, view),
          active: address.view === view,
        }))}
      />
      <div className="flex flex-col gap-3 pt-3">
        {address.view === "dead" && <GivenUp counts={counts} />}
        {items.length === 0 ? (
          <EmptyState icon={<Send aria-hidden />} title={t(`empty.${empty}.title`)}>
            {t(`empty.${empty}.body`)}
          </EmptyState>
        ) : (
          <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
            <DeliveryTable deliveries={items} locale={viewer.locale} timeZone={viewer.timeZone} />
          </Card>
        )}
        <Pagination
          nextHref={
            nextCursor ? (deliveryHref({ ...address, cursor: decodeCursor(nextCursor) }) as Route) : null
          }
          nextLabel={t("next")}
          firstHref={address.cursor ? (deliveryHref({ ...address, cursor: null }) as Route) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}

/** How much was given up, and the one button for all of it. */
async function GivenUp({ counts: { dead, ticketEmails } }: { counts: DeliveryCounts }) {
  const t = await getTranslations("deliveries");
  if (dead + ticketEmails === 0) return null;
  return (
    <Banner
      tone="warning"
      actions={
        <CommandForm
          action={resendAction}
          initial={await submittedState(resendAction)}
          texts={{ submit: t("resendAll"), done: t("resent"), failed: t("failed") }}
          button={{ size: "sm" }}
        />
      }
    >
      {dead > 0 && t("givenUp", { count: dead })}{" "}
      {ticketEmails > 0 && t("ticketEmails", { count: ticketEmails })}
    </Banner>
  );
}

function countOf(counts: DeliveryCounts, view: DeliveryView): number | undefined {
  const count = { dead: counts.dead, failed: counts.failed, waiting: counts.queued }[view as string];
  return count || undefined;
}
