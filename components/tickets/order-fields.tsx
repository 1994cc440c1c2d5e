"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export type OrderChoice = {
  id: string;
  label: string;
  items: { id: string; name: string; quantity: number }[];
};

export type OrderTexts = {
  order: string;
  none: string;
  items: string;
  itemsHint: string;
  /** "How many of {name}, of {quantity}" */
  quantity: string;
  /** "of {quantity}" */
  of: string;
};

/** Which order, and how many of which of its lines. */
export function OrderFields({
  orders,
  chosen,
  texts,
}: {
  orders: readonly OrderChoice[];
  chosen: string | undefined;
  texts: OrderTexts;
}) {
  const [orderId, setOrderId] = useState(chosen ?? "");
  const order = orders.find((one) => one.id === orderId);
  return (
    <>
      <Field name="orderId" label={texts.order}>
        {(control) => (
          <Select
            {...control}
            placeholder={texts.none}
            options={orders.map(({ id, label }) => ({ value: id, label }))}
            defaultValue={chosen}
            onChange={(event) => setOrderId(event.currentTarget.value)}
          />
        )}
      </Field>
      {order && (
        <fieldset>
          <legend className="font-medium text-sm">{texts.items}</legend>
          <p className="mt-0.5 mb-2 text-fg-muted text-sm">{texts.itemsHint}</p>
          <ul className="divide-y rounded-md border">
            {order.items.map((item) => (
              <li key={item.id} className="flex items-center gap-3 px-3 py-1.5">
                <span className="min-w-0 flex-1 text-sm">{item.name}</span>
                <Input
                  type="number"
                  name={`affected.${item.id}`}
                  aria-label={texts.quantity
                    .replace("{name}", item.name)
                    .replace("{quantity}", String(item.quantity))}
                  min={0}
                  max={item.quantity}
                  defaultValue={0}
                  className="w-18! text-end"
                />
                <span aria-hidden className="w-10 text-fg-muted text-sm">
                  {texts.of.replace("{quantity}", String(item.quantity))}
                </span>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </>
  );
}
