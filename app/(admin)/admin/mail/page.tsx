import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MailListSkeleton } from "@/components/mailbox/mail-skeletons";
import { MailTable } from "@/components/mailbox/mail-table";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Mail } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { MAIL_VIEWS, mailHref, readMailAddress } from "@/lib/mailbox/mail-address";
import { loadMail } from "@/lib/mailbox/queries";
import { loadDeliveryCounts } from "@/lib/notifications/deliveries-queries";

type Props = PageProps<"/admin/mail">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailbox.desk"))("title") };
}

/** What came by e-mail: what waits for a decision first. */
export default function MailListPage(props: Props) {
  return (
    <Arrival skeleton={<MailListSkeleton />}>
      <MailList {...props} />
    </Arrival>
  );
}

async function MailList({ searchParams }: Props) {
  const viewer = await requireViewer("staff");
  const address = readMailAddress(await searchParams);
  const [t, outgoing, { dead, ticketEmails }, { items, nextCursor }] = await Promise.all([
    getTranslations("mailbox.desk"),
    getTranslations("deliveries"),
    loadDeliveryCounts(viewer),
    loadMail(viewer, address),
  ]);
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <PageHeader title={t("title")} meta={t("intro")} className="mb-3" />
      <Tabs
        label={t("views")}
        tabs={[
          ...MAIL_VIEWS.map((view) => ({
            href: mailHref(address, { view }) as Route,
            label: t(`view.${view}`),
            active: address.view === view,
          })),
          {
            href: "/admin/mail/deliveries" as Route,
            label: outgoing("tab"),
            count: dead + ticketEmails || undefined,
          },
        ]}
      />
      <div className="flex flex-col gap-3 pt-3">
        {items.length === 0 ? (
          <EmptyState icon={<Mail aria-hidden />} title={t(`empty.${address.view}.title`)}>
            {t(`empty.${address.view}.body`)}
          </EmptyState>
        ) : (
          <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
            <MailTable mails={items} locale={viewer.locale} timeZone={viewer.timeZone} />
          </Card>
        )}
        <Pagination
          nextHref={nextCursor ? (mailHref(address, { cursor: decodeCursor(nextCursor) }) as Route) : null}
          nextLabel={t("next")}
          firstHref={address.cursor ? (mailHref(address) as Route) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}
