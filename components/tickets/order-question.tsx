import { getTranslations } from "next-intl/server";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { formatDate } from "@/lib/core/dates";
import type { TicketSubjects } from "@/lib/tickets/types";
import { Choice, Question } from "./question";

type Order = TicketSubjects["orders"][number];
type Item = Order["items"][number];
type Reader = { locale: string; timeZone: string; now: Date };
/** What was sent before, where a page without script shows the form again. */
type Kept = Readonly<Record<string, string>>;

/** So many orders are in view; older ones are behind a fold. */
const IN_VIEW = 6;
/** Up to so many are chosen from a list, which cannot hold a wrong number. */
const MOST_IN_LIST = 30;
/** Names of items that tell one order from another. */
const NAMED = 2;

/**
 * Which order, and how many of which of its items: never more than can be claimed. The items of each order
 * stand below it and show with it, by style alone; where one question is asked at a time they are the next.
 */
export async function OrderQuestion({
  orders,
  chosenId,
  isRequired,
  kept,
  reader,
}: {
  orders: readonly Order[];
  /** Empty for none; undefined while nobody has said. */
  chosenId: string | undefined;
  isRequired: boolean;
  kept: Kept;
  reader: Reader;
}) {
  const t = await getTranslations("tickets.new");
  // The chosen one is never behind the fold.
  const sorted = orders.toSorted((a, b) => Number(b.id === chosenId) - Number(a.id === chosenId));
  const entry = (order: Order) => (
    <Entry
      key={order.id}
      order={order}
      isChosen={order.id === chosenId}
      isRequired={isRequired}
      kept={kept}
      reader={reader}
    />
  );
  const older = sorted.slice(IN_VIEW);
  return (
    <Question title={t("order")} className="group-data-[step=items]/steps:hidden">
      <ul className="flex flex-col gap-2">{sorted.slice(0, IN_VIEW).map(entry)}</ul>
      {older.length > 0 && (
        <details className="mt-2">
          <summary className="flex min-h-11 cursor-pointer items-center px-3.5 text-primary-text text-sm group-data-[step=items]/steps:hidden">
            {t("olderOrders", { count: older.length })}
          </summary>
          <ul className="mt-1 flex flex-col gap-2">{older.map(entry)}</ul>
        </details>
      )}
      <Choice
        name="orderId"
        value=""
        label={t("noOrder")}
        isChosen={chosenId === ""}
        isRequired={isRequired}
        className="mt-2 group-data-[step=items]/steps:hidden"
      />
    </Question>
  );
}

async function Entry({
  order,
  isChosen,
  isRequired,
  kept,
  reader: { locale, timeZone, now },
}: {
  order: Order;
  isChosen: boolean;
  isRequired: boolean;
  kept: Kept;
  reader: Reader;
}) {
  const t = await getTranslations("tickets.new");
  const names = order.items.slice(0, NAMED).map(({ name }) => name);
  const rest = order.items.length - names.length;
  const isListed = order.items.some(
    ({ claimable }) => claimable.quantity > 0 || claimable.reason === "claimed",
  );
  const until = order.claimableUntil;
  return (
    <li
      data-order
      className="group/order group-data-[step=items]/steps:not-has-[[type=radio]:checked]:hidden"
    >
      <Choice
        name="orderId"
        value={order.id}
        isChosen={isChosen}
        isRequired={isRequired}
        label={t("orderOption", {
          number: order.number,
          date: formatDate(order.placedAt, locale, timeZone),
        })}
        hint={names.length > 0 && t("orderItems", { names: names.join(", "), rest })}
        className="group-data-[step=items]/steps:hidden"
      />
      {(isListed || until) && (
        <div className="hidden group-data-[step=all]/steps:group-has-[[type=radio]:checked]/order:block group-data-[step=items]/steps:group-has-[[type=radio]:checked]/order:block noscript:group-has-[[type=radio]:checked]/order:block group-data-[step=all]/steps:ps-4 group-data-[step=all]/steps:pt-3 group-data-[step=all]/steps:pb-2">
          {isListed && (
            <Question title={t("itemsOf", { number: order.number })} hint={t("itemsHint")}>
              <ul className="divide-y rounded-md border">
                {order.items.map((item) => (
                  <Line key={item.id} orderId={order.id} item={item} kept={kept} />
                ))}
              </ul>
            </Question>
          )}
          {until && (
            <p className="mt-2 text-fg-muted text-sm">
              {t(new Date(until) < now ? "itemsEnded" : "itemsUntil", {
                day: formatDate(until, locale, timeZone),
              })}
            </p>
          )}
        </div>
      )}
    </li>
  );
}

async function Line({
  orderId,
  item: {
    id,
    name,
    quantity,
    claimable: { quantity: most, reason },
  },
  kept,
}: {
  orderId: string;
  item: Item;
  kept: Kept;
}) {
  const t = await getTranslations("tickets.new");
  const note =
    reason === "claimed"
      ? t("itemReported")
      : most > 0 && most < quantity
        ? t("itemsLeft", { left: most, quantity })
        : undefined;
  return (
    <li className="group/line flex min-h-11 items-center gap-3 px-3 py-1.5">
      <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-2.5 py-1 has-disabled:cursor-default has-disabled:text-fg-muted">
        <input
          type="checkbox"
          name={`pick.${orderId}.${id}`}
          value="on"
          defaultChecked={kept[`pick.${orderId}.${id}`] === "on"}
          disabled={most === 0}
          className="mt-[0.1875rem] size-4 shrink-0"
        />
        <span className="min-w-0">
          {name}
          {note && <span className="block text-fg-muted text-sm">{note}</span>}
        </span>
      </label>
      {most > 1 && (
        // Shown by style alone, so that it works without script too.
        <span className="hidden items-center gap-2 group-has-[input:checked]/line:flex">
          <Quantity
            name={`affected.${id}`}
            label={t("quantity", { name })}
            most={most}
            value={kept[`affected.${id}`] ?? "1"}
          />
          <span aria-hidden className="whitespace-nowrap text-fg-muted text-sm">
            {t("of", { quantity: most })}
          </span>
        </span>
      )}
    </li>
  );
}

function Quantity({
  name,
  label,
  most,
  value,
}: {
  name: string;
  label: string;
  most: number;
  value: string;
}) {
  if (most > MOST_IN_LIST) {
    return (
      <Input
        type="number"
        name={name}
        aria-label={label}
        min={1}
        max={most}
        defaultValue={value}
        className="w-22! text-end"
      />
    );
  }
  const options = Array.from({ length: most }, (_, index) => String(index + 1));
  return (
    <Select
      name={name}
      aria-label={label}
      controlSize="sm"
      className="w-18"
      options={options.map((option) => ({ value: option, label: option }))}
      defaultValue={value}
    />
  );
}
