import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { ListFilter, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Toolbar } from "@/components/ui/toolbar";
import { type ListParams, listQuery } from "@/lib/tickets/list-params";
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketCategory } from "@/lib/tickets/types";
import { FilterPopover } from "./filter-popover";

const LIST = "/portal/tickets";
const NAMES = ["status", "category", "priority"] as const;

type Option = { value: string; label: string };

/** Search and filters of the customer's list, all in the address: forms that work without script. */
export async function TicketFilters({
  params,
  categories,
  company,
}: {
  params: ListParams;
  categories: readonly TicketCategory[];
  /** Whose tickets are listed; null where there is one person. */
  company: string | null;
}) {
  const t = await getTranslations("tickets");
  const options: Record<(typeof NAMES)[number], Option[]> = {
    // In triage is our affair: for the customer it is received.
    status: TICKET_STATUSES.filter((status) => status !== "waiting_ai").map((status) => ({
      value: status,
      label: t(`status.customer.${status}`),
    })),
    category: categories.map(({ slug, label }) => ({ value: slug, label })),
    priority: TICKET_PRIORITIES.toReversed().map((value) => ({ value, label: t(`priority.${value}`) })),
  };
  const chips = NAMES.flatMap((name) =>
    (params[name] as string[]).map((value) => ({ name, value, label: labelOf(options[name], value) })),
  );
  return (
    <Toolbar
      label={t("list.find")}
      chips={
        chips.length > 0 &&
        chips.map(({ name, value, label }) => (
          <Chip
            key={`${name} ${value}`}
            label={t(`list.filter.${name}`)}
            value={label}
            removeLabel={t("list.filter.remove", { name: t(`list.filter.${name}`), value: label })}
            removeHref={without(params, name, value)}
          />
        ))
      }
    >
      <Form action={LIST} scroll={false} className="min-w-0 flex-1 basis-56 sm:max-w-80">
        <Hidden params={{ ...params, q: "" }} />
        <Input
          type="search"
          name="q"
          key={params.q}
          defaultValue={params.q}
          maxLength={200}
          icon={<Search aria-hidden />}
          placeholder={t("list.search")}
          aria-label={t("list.search")}
          enterKeyHint="search"
        />
      </Form>
      {company && <WhoseTickets params={params} />}
      <FilterPopover
        label={t("list.filter.title")}
        trigger={
          <>
            <ListFilter aria-hidden />
            {t("list.filter.title")}
          </>
        }
        triggerClassName="h-9 touch:h-11"
        className="sm:w-120"
      >
        <Form action={LIST} scroll={false} key={listQuery(params)}>
          <Hidden params={{ ...params, status: [], category: [], priority: [] }} />
          <div className="grid grid-cols-2 gap-x-6 gap-y-4">
            <div className="flex flex-col gap-4">
              <Choices
                name="status"
                legend={t("list.filter.status")}
                options={options.status}
                params={params}
              />
              <Choices
                name="priority"
                legend={t("list.filter.priority")}
                options={options.priority}
                params={params}
              />
            </div>
            <Choices
              name="category"
              legend={t("list.filter.category")}
              options={options.category}
              params={params}
            />
          </div>
          <div className="mt-4 flex justify-end max-sm:sticky max-sm:-bottom-3 max-sm:-mx-3 max-sm:border-t max-sm:bg-paper max-sm:p-3 max-sm:[&>button]:flex-1">
            <Button type="submit" variant="primary">
              {t("list.filter.apply")}
            </Button>
          </div>
        </Form>
      </FilterPopover>
    </Toolbar>
  );
}

function Choices({
  name,
  legend,
  options,
  params,
}: {
  name: (typeof NAMES)[number];
  legend: string;
  options: readonly Option[];
  params: ListParams;
}) {
  return (
    <fieldset className="flex flex-col gap-1.5 touch:gap-0">
      <legend className="mb-1.5 font-medium text-fg-muted text-xs">{legend}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          name={name}
          value={value}
          label={label}
          defaultChecked={(params[name] as string[]).includes(value)}
        />
      ))}
    </fieldset>
  );
}

/** All that the company has, or what one opened. */
async function WhoseTickets({ params }: { params: ListParams }) {
  const t = await getTranslations("tickets.list.whose");
  return (
    <nav aria-label={t("label")} className="flex rounded-md border p-0.5 text-sm">
      {[false, true].map((isMine) => (
        <Link
          key={String(isMine)}
          href={`${LIST}${listQuery(params, { isMine })}` as Route}
          prefetch={false}
          aria-current={params.isMine === isMine ? "true" : undefined}
          className="flex h-7.5 items-center rounded-sm px-2.5 text-fg-muted transition-colors hover:text-fg aria-[current]:bg-active aria-[current]:font-medium aria-[current]:text-fg touch:h-9.5"
        >
          {t(isMine ? "mine" : "company")}
        </Link>
      ))}
    </nav>
  );
}

/** What a form leaves as it is. */
function Hidden({ params }: { params: ListParams }) {
  const query = new URLSearchParams(listQuery(params));
  return [...query].map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ));
}

function without(params: ListParams, name: (typeof NAMES)[number], value: string): Route {
  const rest = (params[name] as string[]).filter((one) => one !== value);
  return `${LIST}${listQuery(params, { [name]: rest })}` as Route;
}

function labelOf(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value.replaceAll("_", " ");
}
