import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FilterPopover } from "@/components/tickets/filter-popover";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { ListFilter, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Toolbar } from "@/components/ui/toolbar";
import { formatDate } from "@/lib/core/dates";
import { daysOf, type OrderListParams, orderListQuery, PERIODS } from "@/lib/orders/list-params";
import { ORDER_STATUSES, type OrderStatus } from "@/lib/orders/types";
import type { Reader } from "./reader";

const LIST = "/portal/orders";

/** Search and filters of the list, all in the address: forms that work without script. */
export async function OrderFilters({ params, reader }: { params: OrderListParams; reader: Reader }) {
  const t = await getTranslations("orders");
  const period = await periodWords(params, reader.locale);
  const chips = [
    ...params.status.map((status) => ({
      label: t("list.filter.status"),
      value: t(`status.${status}`),
      href: to(params, { status: params.status.filter((one) => one !== status) }),
    })),
    ...(period
      ? [{ label: t("list.filter.period"), value: period, href: to(params, { from: "", to: "" }) }]
      : []),
  ];
  return (
    <Toolbar
      label={t("list.find")}
      chips={
        chips.length > 0 &&
        chips.map(({ label, value, href }) => (
          <Chip
            key={`${label} ${value}`}
            label={label}
            value={value}
            removeLabel={t("list.filter.remove", { name: label, value })}
            removeHref={href}
          />
        ))
      }
    >
      <Form action={LIST} scroll={false} className="min-w-0 flex-1 basis-40 sm:max-w-80">
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
      <FilterPopover
        label={t("list.filter.title")}
        trigger={
          <>
            <ListFilter aria-hidden />
            {t("list.filter.title")}
          </>
        }
        triggerClassName="h-9 touch:h-11"
        className="sm:w-96"
      >
        <Panel params={params} reader={reader} />
      </FilterPopover>
    </Toolbar>
  );
}

async function Panel({ params, reader }: { params: OrderListParams; reader: Reader }) {
  const t = await getTranslations("orders");
  const legend = "mb-1.5 font-medium text-fg-muted text-xs";
  return (
    <Form action={LIST} scroll={false} key={orderListQuery(params)} className="flex flex-col gap-4">
      <Hidden params={{ ...params, status: [], from: "", to: "" }} />
      <fieldset>
        <legend className={legend}>{t("list.filter.status")}</legend>
        <div className="grid grid-cols-2 gap-x-6 gap-y-1.5 touch:gap-y-0">
          {ORDER_STATUSES.map((status: OrderStatus) => (
            <Checkbox
              key={status}
              name="status"
              value={status}
              label={t(`status.${status}`)}
              defaultChecked={params.status.includes(status)}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className={legend}>{t("list.filter.period")}</legend>
        <div className="grid grid-cols-2 gap-3">
          {(["from", "to"] as const).map((side) => (
            <div key={side} className="flex min-w-0 flex-col gap-1 text-sm">
              <span aria-hidden>{t(`list.filter.${side}`)}</span>
              <Input
                type="date"
                name={side}
                defaultValue={params[side]}
                min="1900-01-01"
                max="2999-12-31"
                // No ids: those of server components repeat from one answer to the next.
                aria-label={t(`list.filter.${side}`)}
              />
            </div>
          ))}
        </div>
        <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1.5 text-sm touch:gap-y-0">
          {PERIODS.map((period) => (
            <li key={period}>
              <Link
                href={to(params, daysOf(period, reader.now, reader.timeZone))}
                prefetch={false}
                scroll={false}
                className="inline-flex text-primary-text hover:underline hover:underline-offset-2 touch:min-h-11 touch:items-center"
              >
                {t(`list.filter.${period}`)}
              </Link>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="flex justify-end max-sm:sticky max-sm:-bottom-3 max-sm:-mx-3 max-sm:border-t max-sm:bg-paper max-sm:p-3 max-sm:[&>button]:flex-1">
        <Button type="submit" variant="primary">
          {t("list.filter.apply")}
        </Button>
      </div>
    </Form>
  );
}

/** What a form leaves as it is. */
function Hidden({ params }: { params: OrderListParams }) {
  return [...new URLSearchParams(orderListQuery(params))].map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ));
}

function to(params: OrderListParams, change: Partial<OrderListParams>): Route {
  return `${LIST}${orderListQuery(params, change)}` as Route;
}

async function periodWords({ from, to }: OrderListParams, locale: string): Promise<string | null> {
  const t = await getTranslations("orders.list.filter");
  // Days of a calendar have no zone.
  const day = (text: string) => formatDate(`${text}T00:00:00Z`, locale, "UTC");
  if (from && to) return t("between", { from: day(from), to: day(to) });
  if (from) return t("since", { from: day(from) });
  return to ? t("until", { to: day(to) }) : null;
}
