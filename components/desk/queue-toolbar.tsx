import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Chip } from "@/components/ui/chip";
import { ListFilter, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Popover } from "@/components/ui/popover";
import { Toolbar } from "@/components/ui/toolbar";
import { type DeskFilters, queueHref, queueQuery, removeFilter } from "@/lib/tickets/desk-views";
import { HiddenFields } from "./hidden-fields";
import { QueueFilters, type QueueFiltersProps } from "./queue-filters";
import { QueueOrder } from "./queue-order";
import { saveViewTexts } from "./queue-texts";
import { SaveView } from "./save-view";

type QueueToolbarProps = QueueFiltersProps & {
  /** The name of the customer that the queue is narrowed to, when it is known. */
  customerName: string | undefined;
  /** Buttons at the end of the line. */
  children?: ReactNode;
};

/** Search, filters and the chips of those that are on. Everything is in the address, and works without script. */
export async function QueueToolbar(props: QueueToolbarProps) {
  const t = await getTranslations("desk.queue");
  const { view, filters, sort, saved } = props.address;
  const chips = await filterChips(props);
  const isView = chips.length > 0 || sort !== undefined || view !== "open";
  return (
    <Toolbar label={t("search")} chips={chips.length > 0 ? chips : undefined}>
      <Form action="/admin/tickets" scroll={false} className="min-w-0 flex-1 max-sm:basis-full sm:max-w-96">
        <HiddenFields
          filters={removeFilter(filters, "q")}
          view={filters.q || view !== "open" ? view : undefined}
          saved={saved}
        />
        <Input
          key={filters.q}
          type="search"
          name="q"
          defaultValue={filters.q}
          maxLength={200}
          aria-label={t("searchLabel")}
          aria-keyshortcuts="/"
          placeholder={t("searchPlaceholder")}
          icon={<Search aria-hidden />}
          suffix={<Kbd keys="/" className="max-sm:hidden" />}
        />
      </Form>
      <Popover
        // A new address is a new popover: it closes once the filters are applied.
        key={queueHref(props.address)}
        id="queue-filter"
        label={t("filterTitle")}
        trigger={
          <>
            <ListFilter aria-hidden />
            {t("filter")}
            {chips.length > 0 && (
              <Badge tone="primary">
                {chips.length}
                <span className="sr-only">{t("filterCount", { count: chips.length })}</span>
              </Badge>
            )}
          </>
        }
        triggerClassName="h-9 touch:h-11"
        className="sm:w-[30rem]"
        align="end"
      >
        <QueueFilters {...props} />
      </Popover>
      <QueueOrder address={props.address} />
      {isView && (
        <SaveView
          key={`save ${queueHref(props.address)}`}
          query={queueQuery({ ...props.address, cursor: undefined }).toString()}
          texts={await saveViewTexts()}
        />
      )}
      {props.children}
    </Toolbar>
  );
}

/** One chip for each value that is on; its cross leads to the same list without it. */
async function filterChips({ address, staff, categories, teams, customerName }: QueueToolbarProps) {
  const t = await getTranslations("desk.queue");
  const words = await getTranslations("tickets");
  const { view, filters } = address;
  const today = (await getTranslations("queue"))("resolvedToday");
  const values: { [Name in keyof Required<DeskFilters>]: (value: string) => string } = {
    q: (value) => value,
    status: (value) => words(`status.staff.${value as "new"}`),
    priority: (value) => words(`priority.${value as "low"}`),
    category: (value) => categories.find(({ slug }) => slug === value)?.label ?? value,
    assignee: (value) =>
      value === "me"
        ? t("me")
        : value === "none"
          ? t("nobody")
          : (staff.find(({ id }) => id === value)?.fullName ?? value),
    team: (value) =>
      value === "mine"
        ? t("myTeams")
        : value === "none"
          ? t("noTeam")
          : (teams.find(({ id }) => id === value)?.name ?? value),
    customer: () => customerName ?? t("thisCustomer"),
    tag: (value) => value,
    sla: (value) => t(`sla.${value as "breached"}`),
    resolved: () => today,
    look: () => t("look.yes"),
    snoozed: (value) => t(`snoozed.${value as "yes"}`),
    orderId: (value) => value,
  };
  return (Object.keys(values) as (keyof DeskFilters)[]).flatMap((name) =>
    [filters[name] ?? []].flat().map((value) => {
      const label = t(`field.${name}`);
      const shown = values[name](value);
      // Without its words a search is no view of its own any more.
      const left = removeFilter(filters, name, value);
      const back = name === "q" && view === "all" ? "open" : view;
      return (
        <Chip
          key={`${name} ${value}`}
          label={label}
          value={shown}
          removeHref={queueHref({ ...address, view: back, filters: left, cursor: undefined }) as Route}
          removeLabel={t("remove", { name: label, value: shown })}
        />
      );
    }),
  );
}
