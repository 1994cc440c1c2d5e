import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Tabs } from "@/components/ui/tabs";
import type { DeskCounts, SavedView } from "@/lib/tickets/desk-types";
import {
  DESK_VIEWS,
  type DeskView,
  type QueueAddress,
  queueHref,
  queueQuery,
} from "@/lib/tickets/desk-views";
import { viewMenuTexts } from "./queue-texts";
import { ViewMenu } from "./view-menu";

/** Which figure stands beside a view; the settled ones are counted by nobody. */
const COUNT: Partial<Record<DeskView, keyof DeskCounts>> = {
  open: "open",
  mine: "mine",
  unassigned: "unassigned",
  urgent: "urgent",
  at_risk: "atRisk",
  breached: "breached",
  waiting: "waitingCustomer",
  look: "look",
  snoozed: "snoozed",
};
/** Where the database stops counting a saved view. */
const MANY = 100;

type Props = { counts: DeskCounts; views: readonly SavedView[]; address: QueueAddress; isAdmin: boolean };

/** The views with their counts, and those that were saved: a column on a desk, a row of tabs where that is too wide. */
export async function QueueViews({ counts, views, address, isAdmin }: Props) {
  const t = await getTranslations("desk.views");
  const q = await getTranslations("queue.views");
  const menuTexts = await viewMenuTexts();
  const standard = DESK_VIEWS.map((view) => {
    const figure = COUNT[view];
    return {
      key: view,
      label: t(view),
      href: queueHref({ view, filters: {} }) as Route,
      count: figure && counts[figure],
      active: !address.saved && view === address.view,
    };
  });
  const saved = views.map((view) => ({
    key: view.id,
    label: view.name,
    href: savedViewHref(view) as Route,
    count: view.count ?? undefined,
    active: address.saved === view.id,
  }));
  const query = queueQuery({ ...address, cursor: undefined }).toString();
  const group = (title: string, shared: boolean) => {
    const members = views.filter((view) => view.shared === shared);
    const canSort = !shared || isAdmin;
    return members.length === 0 ? null : (
      <>
        <h2 className="mt-4 mb-1 px-2 font-medium text-fg-muted text-xs">{title}</h2>
        <ul className="flex flex-col gap-px">
          {members.map((view) => (
            <ViewLink
              key={view.id}
              href={savedViewHref(view)}
              label={view.name}
              count={view.count === null ? undefined : view.count >= MANY ? "99+" : view.count}
              active={address.saved === view.id}
              tooltip={shared && !view.mine ? q("by", { name: view.ownerName }) : undefined}
              menu={
                view.editable && (
                  <ViewMenu
                    view={view}
                    query={address.saved === view.id ? query : null}
                    siblings={canSort ? members.map(({ id }) => id) : []}
                    texts={menuTexts}
                  />
                )
              }
            />
          ))}
        </ul>
      </>
    );
  };
  return (
    <>
      <Tabs label={t("label")} tabs={[...standard, ...saved]} className="-mx-4 px-2 lg:hidden" />
      <nav aria-label={t("label")} className="hidden lg:block">
        <div className="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto">
          <ul className="flex flex-col gap-px">
            {standard.map(({ key, ...view }) => (
              <ViewLink
                key={key}
                {...view}
                isLate={key === "breached"}
                isFirst={key === "urgent" || key === "resolved"}
              />
            ))}
          </ul>
          {group(q("mine"), false)}
          {group(q("shared"), true)}
        </div>
      </nav>
    </>
  );
}

/** A saved view says all its filters in the address, so that they can be changed from there. */
function savedViewHref({ id, filters, sort }: SavedView): string {
  return queueHref({ view: "all", filters, saved: id, ...(sort && { sort }) });
}

function ViewLink({
  href,
  label,
  count,
  active,
  tooltip,
  isLate = false,
  isFirst = false,
  menu,
}: {
  href: string;
  label: string;
  count?: number | string | undefined;
  active: boolean;
  tooltip?: string | undefined;
  isLate?: boolean;
  /** Of a group. */
  isFirst?: boolean;
  menu?: ReactNode;
}) {
  return (
    <li className={cx("group/view relative", isFirst && "mt-3")}>
      <Link
        href={href as Route}
        prefetch={false}
        aria-current={active ? "page" : undefined}
        data-tooltip={tooltip}
        className="flex h-8 items-center justify-between gap-2 rounded-md px-2 text-fg-secondary text-sm transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:font-medium aria-[current]:text-fg"
      >
        <span className="truncate">{label}</span>
        {count !== undefined && (
          <span
            className={cx(
              "text-xs tabular-nums",
              isLate && count !== 0 ? "font-medium text-error-text" : "text-fg-muted",
              Boolean(menu) && "group-focus-within/view:invisible group-hover/view:invisible",
            )}
          >
            {count}
          </span>
        )}
      </Link>
      {menu && (
        <span className="absolute inset-y-0 end-0.5 flex items-center opacity-0 focus-within:opacity-100 group-focus-within/view:opacity-100 group-hover/view:opacity-100 has-aria-expanded:opacity-100">
          {menu}
        </span>
      )}
    </li>
  );
}
