import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { QuoteListSkeleton } from "@/components/quotes/list-skeleton";
import { QuoteList } from "@/components/quotes/quote-list";
import { validityTexts } from "@/components/quotes/texts";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FileText, Plus, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import {
  countByView,
  type QuoteListAddress,
  quoteListFilters,
  quoteListQuery,
  readQuoteListAddress,
} from "@/lib/quotes/list-address";
import { loadQuoteList } from "@/lib/quotes/page-queries";
import { QUOTE_VIEWS } from "@/lib/quotes/status";

type Props = PageProps<"/portal/quotes">;

const LIST = "/portal/quotes";
const NEW = "/portal/quotes/new" as Route;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quote-pages.list");
  return { title: t("title") };
}

/** The customer's quotes. */
export default function QuotesPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<QuoteListSkeleton />}>
      <Quotes searchParams={searchParams} />
    </Arrival>
  );
}

async function Quotes({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "quotes");
  const address = readQuoteListAddress(await searchParams);
  const [t, texts, { quotes, counts }] = await Promise.all([
    getTranslations("quote-pages.list"),
    validityTexts(),
    loadQuoteList(viewer, quoteListFilters(address), address.cursor),
  ]);
  const byView = countByView(counts);
  const { nextCursor } = quotes;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader
        title={t("title")}
        className="mb-4"
        actions={
          <LinkButton href={NEW} variant="primary" icon={<Plus aria-hidden />}>
            {t("new")}
          </LinkButton>
        }
      />
      {byView.all === 0 ? (
        <EmptyState
          icon={<FileText aria-hidden />}
          title={t("nothing.title")}
          actions={
            <LinkButton href={NEW} variant="primary">
              {t("new")}
            </LinkButton>
          }
        >
          {t("nothing.body")}
        </EmptyState>
      ) : (
        <>
          <Tabs
            label={t("views")}
            tabs={QUOTE_VIEWS.map((view) => ({
              href: `${LIST}${quoteListQuery(address, { view })}` as Route,
              label: t(`view.${view}`),
              count: byView[view],
              active: address.view === view,
            }))}
          />
          <div className="py-4">
            <Toolbar label={t("find")}>
              <Form action={LIST} scroll={false} className="min-w-0 flex-1 basis-56 sm:max-w-80">
                {address.view !== "open" && <input type="hidden" name="view" value={address.view} />}
                <Input
                  type="search"
                  name="q"
                  key={address.q}
                  defaultValue={address.q}
                  maxLength={200}
                  icon={<Search aria-hidden />}
                  placeholder={t("search")}
                  aria-label={t("search")}
                  enterKeyHint="search"
                />
              </Form>
            </Toolbar>
          </div>
          {quotes.items.length === 0 ? (
            <NoMatch address={address} />
          ) : (
            <Card flush>
              <QuoteList
                quotes={quotes.items}
                reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
                texts={texts}
                label={t(`view.${address.view}`)}
              />
              {(nextCursor || address.cursor) && (
                <div className="border-t">
                  <Pagination
                    summary={t("shown", { count: quotes.items.length })}
                    nextHref={
                      nextCursor
                        ? (`${LIST}${quoteListQuery(address, { cursor: decodeCursor(nextCursor) })}` as Route)
                        : null
                    }
                    nextLabel={t("more")}
                    firstHref={address.cursor ? (`${LIST}${quoteListQuery(address)}` as Route) : null}
                    firstLabel={t("first")}
                  />
                </div>
              )}
            </Card>
          )}
        </>
      )}
    </>
  );
}

async function NoMatch({ address }: { address: QuoteListAddress }) {
  const t = await getTranslations("quote-pages.list");
  if (!address.q) {
    return (
      <EmptyState icon={<FileText aria-hidden />} title={t(`none.${address.view}`)}>
        {t("none.body")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={<LinkButton href={`${LIST}?view=all` as Route}>{t("noMatch.clear")}</LinkButton>}
    >
      {t("noMatch.body")}
    </EmptyState>
  );
}
