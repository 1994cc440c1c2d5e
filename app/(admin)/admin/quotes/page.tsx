import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { DeskQuotesSkeleton } from "@/components/quote-desk/queue-skeleton";
import { QuoteQueue } from "@/components/quote-desk/quote-queue";
import { validityTexts } from "@/components/quotes/texts";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { FileText, Plus, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import {
  DESK_QUOTE_STATUSES,
  DESK_QUOTE_VIEWS,
  type DeskQuoteAddress,
  deskQuoteListFilters,
  deskQuotesHref,
  readDeskQuoteAddress,
} from "@/lib/quotes/desk-address";
import { loadQuoteList } from "@/lib/quotes/page-queries";

type Props = PageProps<"/admin/quotes">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quote-desk.list");
  return { title: t("title") };
}

/** The quotes of every customer. */
export default function DeskQuotesPage(props: Props) {
  return (
    <Arrival skeleton={<DeskQuotesSkeleton />}>
      <Quotes {...props} />
    </Arrival>
  );
}

async function Quotes({ searchParams }: Props) {
  const viewer = await requireViewer("staff", "quotes");
  const address = readDeskQuoteAddress(await searchParams);
  const [t, texts, { quotes, counts }] = await Promise.all([
    getTranslations("quote-desk.list"),
    validityTexts(),
    loadQuoteList(viewer, deskQuoteListFilters(address), address.cursor),
  ]);
  const { nextCursor } = quotes;
  const count = (view: DeskQuoteAddress["view"]) =>
    (DESK_QUOTE_STATUSES[view] ?? Object.keys(counts)).reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <DeskShortcuts />
      <PageHeader
        title={t("title")}
        className="mb-3"
        actions={
          <LinkButton
            href={"/admin/quotes/new" as Route}
            variant="primary"
            icon={<Plus aria-hidden />}
            aria-keyshortcuts="c"
          >
            {t("new")}
          </LinkButton>
        }
      />
      <Tabs
        label={t("views")}
        tabs={DESK_QUOTE_VIEWS.map((view) => ({
          href: deskQuotesHref(address, { view }) as Route,
          label: t(`view.${view}`),
          count: count(view),
          active: address.view === view,
        }))}
      />
      <div className="flex flex-col gap-3 pt-3">
        <Toolbar
          label={t("search")}
          chips={address.customer && <CustomerChip address={address} name={quotes.items[0]?.customerName} />}
        >
          <Form action="/admin/quotes" scroll={false} className="min-w-0 flex-1 sm:max-w-96">
            {address.customer && <input type="hidden" name="customer" value={address.customer} />}
            <Input
              key={address.q}
              type="search"
              name="q"
              defaultValue={address.q}
              maxLength={200}
              aria-label={t("search")}
              aria-keyshortcuts="/"
              placeholder={t("searchPlaceholder")}
              icon={<Search aria-hidden />}
              suffix={<Kbd keys="/" className="max-sm:hidden" />}
            />
          </Form>
        </Toolbar>
        {quotes.items.length === 0 ? (
          <Nothing address={address} />
        ) : (
          <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
            <QuoteQueue
              quotes={quotes.items}
              reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
              texts={texts}
            />
          </Card>
        )}
        <Pagination
          nextHref={
            nextCursor ? (deskQuotesHref(address, { cursor: decodeCursor(nextCursor) }) as Route) : null
          }
          nextLabel={t("next")}
          firstHref={address.cursor ? (deskQuotesHref(address) as Route) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}

async function CustomerChip({ address, name }: { address: DeskQuoteAddress; name: string | undefined }) {
  const t = await getTranslations("quote-desk.list");
  const value = name ?? t("thisCustomer");
  return (
    <Chip
      label={t("customerChip")}
      value={value}
      removeHref={deskQuotesHref(address, { customer: null }) as Route}
      removeLabel={t("remove", { name: value })}
    />
  );
}

async function Nothing({ address }: { address: DeskQuoteAddress }) {
  const t = await getTranslations("quote-desk.list.empty");
  if (address.q || address.customer) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t("filteredTitle")}
        actions={<LinkButton href={"/admin/quotes?view=all" as Route}>{t("clear")}</LinkButton>}
      >
        {t("filtered")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<FileText aria-hidden />} title={t("title")}>
      {t(address.view)}
    </EmptyState>
  );
}
