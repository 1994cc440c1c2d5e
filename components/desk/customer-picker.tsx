"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { X } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import type { FieldControl } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import type { CustomerSummary } from "@/lib/customers/types";
import { useCustomerSearch } from "./use-customer-search";

export type CustomerPickerTexts = Record<"placeholder" | "none" | "failed" | "change", string>;

/** Finds one customer by name, company, e-mail address or number, and sends their id. */
export function CustomerPicker({
  control,
  texts,
  onChoose,
  onClear,
}: {
  control: FieldControl;
  texts: CustomerPickerTexts;
  /** For a form that keeps what was chosen itself. */
  onChoose?: (hit: CustomerSummary) => void;
  /** When another one is to be chosen. */
  onClear?: () => void;
}) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<CustomerSummary | null>(null);
  const [active, setActive] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  const { hits, failed, isSearching } = useCustomerSearch(typed);
  const isListed = isOpen && typed.trim() !== "";

  function choose(hit: CustomerSummary | undefined) {
    if (!hit) return;
    setChosen(hit);
    setIsOpen(false);
    onChoose?.(hit);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!isListed) return;
    if (event.key === "ArrowDown") setActive((at) => Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive((at) => Math.max(at - 1, 0));
    else if (event.key === "Enter") choose(hits[active]);
    else if (event.key === "Escape") setIsOpen(false);
    else return;
    event.preventDefault();
  }

  if (chosen) {
    return (
      <div className="flex items-center gap-3 rounded-md border border-line-strong py-1.5 ps-3 pe-1.5">
        <input type="hidden" name={control.name} value={chosen.id} />
        <Customer hit={chosen} />
        <IconButton
          label={texts.change}
          icon={<X aria-hidden />}
          className="ms-auto"
          onClick={() => {
            setChosen(null);
            onClear?.();
            setTyped("");
            requestAnimationFrame(() => input.current?.focus());
          }}
        />
      </div>
    );
  }
  return (
    <div className="relative">
      <Input
        {...control}
        // The id is sent by the field above; what is typed here names nobody yet.
        name=""
        ref={input}
        role="combobox"
        aria-expanded={isListed}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isListed && hits[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        maxLength={200}
        value={typed}
        placeholder={texts.placeholder}
        icon={<Search aria-hidden />}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          setIsOpen(true);
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isListed && (
        <div className="absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-lg bg-paper p-1 shadow-float">
          {hits.length === 0 && !isSearching && (
            <p role="status" className="px-2.5 py-2 text-fg-muted text-sm">
              {failed ? texts.failed : texts.none}
            </p>
          )}
          <div id={list} role="listbox" aria-label={texts.placeholder} aria-busy={isSearching}>
            {hits.map((hit, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as the pattern has it
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={hit.id}
                id={`${list}-${at}`}
                role="option"
                aria-selected={at === active}
                // Before the field loses the focus and the list with it.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(hit)}
                onPointerMove={() => setActive(at)}
                className={cx(
                  "flex cursor-pointer items-center gap-3 rounded-sm px-2.5 py-1.5",
                  at === active && "bg-hover",
                )}
              >
                <Customer hit={hit} />
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function Customer({ hit }: { hit: CustomerSummary }) {
  const name = hit.companyName ?? hit.fullName;
  const rest = [hit.companyName && hit.fullName, hit.email, hit.customerNumber].filter(Boolean);
  return (
    <>
      <Avatar name={name} size="sm" />
      <span className="min-w-0 text-sm">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-fg-muted text-xs">{rest.join(" · ")}</span>
      </span>
    </>
  );
}
