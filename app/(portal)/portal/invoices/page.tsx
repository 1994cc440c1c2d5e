import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Outstanding } from "@/components/invoices/invoice-figures";
import { InvoiceList } from "@/components/invoices/invoice-list";
import { InvoiceListSkeleton } from "@/components/invoices/list-skeleton";
import { StatementPanel } from "@/components/invoices/statement-panel";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ReceiptText, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import {
  FULL_PAGE,
  INVOICE_VIEWS,
  type InvoiceListParams,
  invoiceListQuery,
  nextInvoicesQuery,
  readInvoiceParams,
  viewCounts,
} from "@/lib/invoices/list-params";
import { loadInvoices } from "@/lib/invoices/queries";

type Props = PageProps<"/portal/invoices">;

const LIST = "/portal/invoices";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invoices.list");
  return { title: t("title") };
}

/** The customer's invoices. */
export default function InvoicesPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<InvoiceListSkeleton />}>
      <Invoices searchParams={searchParams} />
    </Arrival>
  );
}

async function Invoices({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "invoices");
  const params = readInvoiceParams(await searchParams);
  const [t, { invoices, figures }] = await Promise.all([
    getTranslations("invoices.list"),
    loadInvoices(viewer, params),
  ]);
  const counts = viewCounts(figures);
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader
        title={t("title")}
        className="mb-4"
        actions={counts.all > 0 && <StatementPanel today={figures.today} />}
      />
      {counts.all === 0 ? (
        <EmptyState icon={<ReceiptText aria-hidden />} title={t("nothing.title")}>
          {t("nothing.body")}
        </EmptyState>
      ) : (
        <>
          <Outstanding figures={figures} reader={viewer} />
          <Tabs
            label={t("views")}
            className="mt-2"
            tabs={INVOICE_VIEWS.map((view) => ({
              href: `${LIST}${invoiceListQuery(params, { view })}` as Route,
              label: t(`view.${view}`),
              count: counts[view],
              active: params.view === view,
            }))}
          />
          <Toolbar label={t("search")} className="py-4">
            <SearchField params={params} />
          </Toolbar>
          {invoices.items.length === 0 ? (
            <NoMatch params={params} />
          ) : (
            <Card flush>
              <InvoiceList invoices={invoices.items} reader={viewer} label={t(`view.${params.view}`)} />
              <WayOn params={params} count={invoices.items.length} nextCursor={invoices.nextCursor} />
            </Card>
          )}
        </>
      )}
    </>
  );
}

async function SearchField({ params }: { params: InvoiceListParams }) {
  const t = await getTranslations("invoices.list");
  return (
    <Form action={LIST} scroll={false} className="min-w-0 flex-1 basis-40 sm:max-w-80">
      {params.view !== "open" && <input type="hidden" name="view" value={params.view} />}
      <Input
        type="search"
        name="q"
        key={params.q}
        defaultValue={params.q}
        maxLength={100}
        icon={<Search aria-hidden />}
        placeholder={t("searchHint")}
        aria-label={t("search")}
        enterKeyHint="search"
      />
    </Form>
  );
}

async function WayOn({
  params,
  count,
  nextCursor,
}: {
  params: InvoiceListParams;
  count: number;
  nextCursor: string | null;
}) {
  const t = await getTranslations("invoices.list");
  const more = nextInvoicesQuery(params, nextCursor);
  if (!more && !params.cursor) return null;
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 border-t px-4 py-2 text-fg-muted text-sm">
      {t("shown", { count })}
      <span className="flex gap-2">
        {params.cursor && (
          <LinkButton href={`${LIST}${invoiceListQuery(params)}` as Route} size="sm" variant="ghost">
            {t("first")}
          </LinkButton>
        )}
        {more && (
          <LinkButton href={`${LIST}${more}` as Route} size="sm" scroll={params.limit === FULL_PAGE}>
            {t("more")}
          </LinkButton>
        )}
      </span>
    </div>
  );
}

async function NoMatch({ params }: { params: InvoiceListParams }) {
  const t = await getTranslations("invoices.list");
  if (!params.q) {
    return (
      <EmptyState icon={<ReceiptText aria-hidden />} title={t(`none.${params.view}`)}>
        {t("noneBody")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title", { q: params.q })}
      actions={
        <>
          {params.view !== "all" && (
            <LinkButton href={`${LIST}${invoiceListQuery(params, { view: "all" })}` as Route}>
              {t("noMatch.everywhere")}
            </LinkButton>
          )}
          <LinkButton href={`${LIST}${invoiceListQuery(params, { q: "" })}` as Route}>
            {t("noMatch.clear")}
          </LinkButton>
        </>
      }
    >
      {t("noMatch.body")}
    </EmptyState>
  );
}
