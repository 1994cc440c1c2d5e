"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { IconButton } from "@/components/ui/icon-button";
import { Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/lib/core/money";
import { ProductCombobox, type ProductComboboxTexts } from "./product-combobox";
import type { RequestRow } from "./request-rows";
import type { useRows } from "./use-rows";

export type RequestLinesTexts = {
  legend: string;
  hint: string;
  columns: { item: string; quantity: string };
  /** "Item {position}" */
  item: string;
  placeholder: string;
  /** "Quantity of item {position}" */
  quantity: string;
  /** "Remove item {position}" */
  remove: string;
  add: string;
  /** "{price} each, without tax" */
  each: string;
  combobox: ProductComboboxTexts;
};

/** The lines of a request. Enter goes to the next one, and after the last to a new one. */
export function RequestLines({
  lines,
  errors,
  max,
  locale,
  texts,
}: {
  lines: Pick<ReturnType<typeof useRows<RequestRow>>, "rows" | "update" | "add" | "remove" | "goDown">;
  /** The fault of a field, by its name. */
  errors: (name: string) => string | undefined;
  max: number;
  locale: string;
  texts: RequestLinesTexts;
}) {
  const addButton = useRef<HTMLButtonElement>(null);
  const whole = errors("items");
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{texts.legend}</legend>
      <p className="mb-1 text-fg-muted text-sm">{texts.hint}</p>
      <div
        aria-hidden
        className="-mb-1 grid grid-cols-[minmax(0,1fr)_5rem_2.25rem] gap-x-2 text-fg-muted text-xs touch:grid-cols-[minmax(0,1fr)_5rem_2.75rem]"
      >
        <span>{texts.columns.item}</span>
        <span className="text-end">{texts.columns.quantity}</span>
      </div>
      <ol className="flex flex-col gap-2">
        {lines.rows.map((row, index) => {
          const position = String(index + 1);
          const faults = ["description", "quantity", "productId"].flatMap(
            (name) => errors(`items.${index}.${name}`) ?? [],
          );
          const invalid = (name: string) => errors(`items.${index}.${name}`) !== undefined || undefined;
          return (
            <li key={row.key} data-row={row.key} className="grid grid-cols-[minmax(0,1fr)_5rem_auto] gap-x-2">
              <input type="hidden" name={`items.${index}.productId`} value={row.productId} />
              <ProductCombobox
                name={`items.${index}.description`}
                aria-label={texts.item.replace("{position}", position)}
                aria-invalid={invalid("description")}
                aria-describedby={`items-${index}-note`}
                data-part="description"
                list="catalogue"
                maxLength={200}
                placeholder={index === 0 ? texts.placeholder : undefined}
                value={row.description}
                isChosen={row.productId !== ""}
                locale={locale}
                texts={texts.combobox}
                onText={(description) => lines.update(row.key, { description, productId: "", price: null })}
                onPick={({ id, name, price }) =>
                  lines.update(row.key, { description: name, productId: id, price })
                }
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
                  event.preventDefault();
                  if (row.description.trim()) lines.goDown(row.key, "description", max);
                }}
              />
              <Input
                name={`items.${index}.quantity`}
                aria-label={texts.quantity.replace("{position}", position)}
                aria-invalid={invalid("quantity")}
                aria-describedby={`items-${index}-note`}
                inputMode="numeric"
                maxLength={9}
                className="text-end"
                value={row.quantity}
                onChange={(event) => lines.update(row.key, { quantity: event.currentTarget.value })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
                  event.preventDefault();
                  if (row.description.trim()) lines.goDown(row.key, "description", max);
                }}
              />
              <IconButton
                label={texts.remove.replace("{position}", position)}
                icon={<X aria-hidden />}
                size="lg"
                className="size-9! touch:size-11!"
                onClick={() => lines.remove(row.key, "description")}
              />
              <p id={`items-${index}-note`} className="col-span-3 mt-0.5 px-0.5 text-sm empty:hidden">
                {faults.length > 0 ? (
                  <span className="text-error-text">{faults.join(" ")}</span>
                ) : row.price ? (
                  <span className="text-fg-muted">
                    {texts.each.replace("{price}", formatMoney(row.price, locale))}
                  </span>
                ) : (
                  ""
                )}
              </p>
            </li>
          );
        })}
      </ol>
      {whole && <p className="text-error-text text-sm">{whole}</p>}
      <Button
        ref={addButton}
        variant="ghost"
        icon={<Plus aria-hidden />}
        disabled={lines.rows.length >= max}
        className="-ms-2 self-start noscript:hidden"
        onClick={() => lines.add(null, "description", max)}
      >
        {texts.add}
      </Button>
    </fieldset>
  );
}
