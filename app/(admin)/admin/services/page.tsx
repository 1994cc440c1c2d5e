import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ServiceTable } from "@/components/service-desk/service-table";
import { DeskServicesSkeleton } from "@/components/service-desk/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Router, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { DESK_VIEWS, deskHref, readDeskAddress } from "@/lib/services/desk-schema";
import { loadServices } from "@/lib/services/queries";

type Props = PageProps<"/admin/services">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("service-desk");
  return { title: t("title") };
}

/** The services of every customer. */
export default function DeskServicesPage(props: Props) {
  return (
    <Arrival skeleton={<DeskServicesSkeleton />}>
      <Services {...props} />
    </Arrival>
  );
}

async function Services({ searchParams }: Props) {
  const viewer = await requireViewer("staff", "services");
  const { view, q, cursor } = readDeskAddress(await searchParams);
  const filters = { q: q || undefined, status: view === "all" ? undefined : [view] };
  const [t, { items, nextCursor }] = await Promise.all([
    getTranslations("service-desk"),
    loadServices(viewer, filters, { cursor: decodeCursor(cursor), limit: 50 }),
  ]);
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <DeskShortcuts />
      <PageHeader title={t("title")} className="mb-3" />
      <Tabs
        label={t("views")}
        tabs={DESK_VIEWS.map((one) => ({
          href: deskHref(one, q) as Route,
          label: t(`view.${one}`),
          active: one === view,
        }))}
      />
      <div className="flex flex-col gap-3 pt-3">
        <Toolbar label={t("search")}>
          <Form action="/admin/services" scroll={false} className="min-w-0 flex-1 sm:max-w-96">
            {view !== "all" && <input type="hidden" name="view" value={view} />}
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
        </Toolbar>
        {items.length === 0 ? (
          <Nothing isNarrowed={q !== "" || view !== "all"} />
        ) : (
          <Card flush>
            <ServiceTable services={items} locale={viewer.locale} />
          </Card>
        )}
        <Pagination
          nextHref={nextCursor ? (deskHref(view, q, nextCursor) as Route) : null}
          nextLabel={t("next")}
          firstHref={cursor ? (deskHref(view, q) as Route) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}

async function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const t = await getTranslations("service-desk");
  return isNarrowed ? (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={<LinkButton href={"/admin/services" as Route}>{t("noMatch.clear")}</LinkButton>}
    >
      {t("noMatch.body")}
    </EmptyState>
  ) : (
    <EmptyState icon={<Router aria-hidden />} title={t("empty.title")}>
      {t("empty.body")}
    </EmptyState>
  );
}
