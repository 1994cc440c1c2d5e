import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { CallList } from "@/components/calls/call-list";
import { CallListSkeleton } from "@/components/calls/list-skeleton";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { CalendarPlus, Phone, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { callListQuery, readCallListAddress } from "@/lib/calls/list-address";
import { listCalls } from "@/lib/calls/queries";
import { CALL_VIEWS } from "@/lib/calls/types";
import { decodeCursor } from "@/lib/core/ids";

type Props = PageProps<"/portal/calls">;

const LIST = "/portal/calls";
const NEW = "/portal/calls/new" as Route;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-pages.list");
  return { title: t("title") };
}

/** The customer's calls: those to come, and those that were. */
export default function CallsPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<CallListSkeleton />}>
      <Calls searchParams={searchParams} />
    </Arrival>
  );
}

async function Calls({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "calls");
  const address = readCallListAddress(await searchParams);
  const { view, q, cursor } = address;
  const [t, found] = await Promise.all([
    getTranslations("call-pages.list"),
    listCalls(viewer, { when: view, ...(q && { q }) }, cursor ? { cursor } : {}),
  ]);
  if (!found.ok) throw new Error(`cannot read the calls: ${found.error.code}`);
  const { items, nextCursor } = found.value;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader
        title={t("title")}
        className="mb-4"
        actions={
          <LinkButton href={NEW} variant="primary" icon={<CalendarPlus aria-hidden />}>
            {t("new")}
          </LinkButton>
        }
      />
      <Tabs
        label={t("views")}
        tabs={CALL_VIEWS.map((one) => ({
          href: `${LIST}${callListQuery({ view: one, q: "", cursor: null })}` as Route,
          label: t(`view.${one}`),
          active: view === one,
        }))}
      />
      {view === "past" && (
        <div className="pt-4">
          <Toolbar label={t("find")}>
            <Form action={LIST} scroll={false} className="min-w-0 flex-1 basis-56 sm:max-w-96">
              <input type="hidden" name="view" value="past" />
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
          </Toolbar>
        </div>
      )}
      <div className="pt-4">
        {items.length === 0 ? (
          <Nothing view={view} q={q} />
        ) : (
          <Card flush>
            <CallList
              calls={items}
              reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
              label={t(`view.${view}`)}
            />
            {(nextCursor || cursor) && (
              <div className="border-t">
                <Pagination
                  summary={t("shown", { count: items.length })}
                  nextHref={
                    nextCursor
                      ? (`${LIST}${callListQuery({ ...address, cursor: decodeCursor(nextCursor) })}` as Route)
                      : null
                  }
                  nextLabel={t("more")}
                  firstHref={
                    cursor ? (`${LIST}${callListQuery({ ...address, cursor: null })}` as Route) : null
                  }
                  firstLabel={t("first")}
                />
              </div>
            )}
          </Card>
        )}
      </div>
    </>
  );
}

async function Nothing({ view, q }: { view: (typeof CALL_VIEWS)[number]; q: string }) {
  const t = await getTranslations("call-pages.list");
  if (q) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t("noMatch.title")}
        actions={<LinkButton href={`${LIST}?view=past` as Route}>{t("noMatch.clear")}</LinkButton>}
      >
        {t("noMatch.body")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Phone aria-hidden />}
      title={t(`none.${view}.title`)}
      actions={
        <LinkButton href={NEW} variant="primary">
          {t("new")}
        </LinkButton>
      }
    >
      {t(`none.${view}.body`)}
    </EmptyState>
  );
}
