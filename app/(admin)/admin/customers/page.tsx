import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { CustomersSkeleton } from "@/components/customers/skeletons";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Plus, Search, SearchX, Users } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { readAsViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { loadCustomers } from "@/lib/customers/queries";
import { customersHref, readCustomersAddress } from "@/lib/customers/schema";

type Props = PageProps<"/admin/customers">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("customers");
  return { title: t("title") };
}

/** The customers, newest first. */
export default function CustomersPage(props: Props) {
  return (
    <Arrival skeleton={<CustomersSkeleton />}>
      <Customers {...props} />
    </Arrival>
  );
}

async function Customers({ searchParams }: Props) {
  const { q, cursor } = readCustomersAddress(await searchParams);
  const [t, [viewer, { items, nextCursor }]] = await Promise.all([
    getTranslations("customers"),
    readAsViewer("staff", (reader) =>
      loadCustomers(reader, { q: q || undefined }, { cursor: decodeCursor(cursor), limit: 50 }),
    ),
  ]);
  return (
    <>
      <DeskShortcuts />
      <PageHeader
        title={t("title")}
        className="mb-3"
        actions={
          <LinkButton href={"/admin/customers/new" as Route} icon={<Plus aria-hidden />}>
            {t("new")}
          </LinkButton>
        }
      />
      <Form action="/admin/customers" scroll={false} className="mb-3 sm:max-w-96">
        <Input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={200}
          aria-label={t("search")}
          aria-keyshortcuts="/"
          placeholder={t("searchPlaceholder")}
          icon={<Search aria-hidden />}
          suffix={<Kbd keys="/" className="max-sm:hidden" />}
        />
      </Form>
      {items.length === 0 ? (
        <Card>
          <Nobody isSearch={q !== ""} />
        </Card>
      ) : (
        <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
          <CustomerTable customers={items} clock={{ locale: viewer.locale, timeZone: viewer.timeZone }} />
        </Card>
      )}
      <Pagination
        nextHref={nextCursor ? (customersHref(q, nextCursor) as Route) : null}
        nextLabel={t("pages.older")}
        firstHref={cursor ? (customersHref(q) as Route) : null}
        firstLabel={t("pages.newer")}
      />
    </>
  );
}

async function Nobody({ isSearch }: { isSearch: boolean }) {
  const t = await getTranslations("customers.empty");
  if (!isSearch) {
    return (
      <EmptyState icon={<Users aria-hidden />} title={t("title")}>
        {t("text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noneTitle")}
      actions={<LinkButton href={"/admin/customers" as Route}>{t("clear")}</LinkButton>}
    >
      {t("noneText")}
    </EmptyState>
  );
}
