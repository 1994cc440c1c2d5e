"use client";

import { type ReactNode, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export type OrderChoice = {
  id: string;
  label: string;
  /** Until when its lines can be reported. */
  note: string | undefined;
  items: {
    id: string;
    name: string;
    /** How many can be reported. */
    claimable: number;
    /** Why that is fewer than were bought. */
    note: string | undefined;
  }[];
};

export type OrderTexts = {
  order: string;
  none: string;
  items: string;
  itemsHint: string;
  /** "How many of {name}" */
  quantity: string;
  /** "of {quantity}" */
  of: string;
};

/** Up to so many are chosen from a list, which cannot hold a wrong number. */
const MOST_IN_LIST = 30;

/** Which order, and how many of which of its lines: never more than can be claimed. */
export function OrderFields({
  orders,
  chosen,
  kept,
  texts,
}: {
  orders: readonly OrderChoice[];
  chosen: string | undefined;
  /** What was sent before, where a page without script shows the form again. */
  kept: Readonly<Record<string, string>>;
  texts: OrderTexts;
}) {
  const first = kept.orderId ?? chosen ?? "";
  const [orderId, setOrderId] = useState(first);
  const order = orders.find((one) => one.id === orderId);
  return (
    <>
      <Field name="orderId" label={texts.order} hint={order?.note}>
        {(control) => (
          <Select
            {...control}
            placeholder={texts.none}
            options={orders.map(({ id, label }) => ({ value: id, label }))}
            defaultValue={first}
            onChange={(event) => setOrderId(event.currentTarget.value)}
          />
        )}
      </Field>
      {order?.items.some(({ claimable, note }) => claimable > 0 || note) && (
        <fieldset>
          <legend className="font-medium text-sm">{texts.items}</legend>
          <p className="mt-0.5 mb-2 text-fg-muted text-sm">{texts.itemsHint}</p>
          <ul className="divide-y rounded-md border">
            {order.items.map((item) => (
              <Line key={item.id} item={item} kept={kept} texts={texts} />
            ))}
          </ul>
        </fieldset>
      )}
    </>
  );
}

function Line({
  item: { id, name, claimable, note },
  kept,
  texts,
}: {
  item: OrderChoice["items"][number];
  kept: Readonly<Record<string, string>>;
  texts: OrderTexts;
}) {
  return (
    <li className="group/line flex min-h-11 items-center gap-3 px-3 py-1.5">
      <label className="flex min-w-0 flex-1 items-start gap-2.5 py-1 has-disabled:text-fg-muted">
        <input
          type="checkbox"
          name={`pick.${id}`}
          value="on"
          defaultChecked={kept[`pick.${id}`] === "on"}
          disabled={claimable === 0}
          className="mt-[0.1875rem] size-4 shrink-0"
        />
        <span className="min-w-0">
          {name}
          {note && <span className="block text-fg-muted text-sm">{note}</span>}
        </span>
      </label>
      {claimable > 1 && (
        // Shown by style alone, so that it works without script too.
        <span className="hidden items-center gap-2 group-has-[input:checked]/line:flex">
          <Quantity
            name={`affected.${id}`}
            label={texts.quantity.replace("{name}", name)}
            most={claimable}
            value={kept[`affected.${id}`] ?? "1"}
          />
          <span aria-hidden className="whitespace-nowrap text-fg-muted text-sm">
            {texts.of.replace("{quantity}", String(claimable))}
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
}): ReactNode {
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
