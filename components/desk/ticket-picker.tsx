"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { X } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import type { FieldControl } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { useSearch } from "@/components/ui/use-search";

export type TicketPickerTexts = Record<"placeholder" | "none" | "failed" | "change", string>;

/** What the list shows of a ticket; the API sends more. */
export type TicketHit = { id: string; number: string; subject: string; customerName: string };

/** Finds one ticket by number or words, of one customer where that matters, and sends its id. */
export function TicketPicker({
  control,
  exceptId,
  customerId,
  chosen,
  onChoose,
  texts,
}: {
  control: FieldControl;
  /** The ticket that it is about. */
  exceptId: string;
  customerId?: string;
  chosen: TicketHit | null;
  onChoose: (hit: TicketHit | null) => void;
  texts: TicketPickerTexts;
}) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  // The tickets of one customer are few: they are offered before anything is typed.
  const {
    hits: found,
    failed,
    isSearching,
  } = useSearch<TicketHit>(typed, (q) => address(q, customerId), {
    isWanted: isOpen,
    minLetters: customerId ? 0 : 2,
  });
  const hits = found.filter(({ id }) => id !== exceptId);
  const isListed = isOpen && (customerId !== undefined || typed.trim().length >= 2);

  function onKeyDown(event: KeyboardEvent) {
    if (!isListed) return;
    if (event.key === "ArrowDown") setActive((at) => Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive((at) => Math.max(at - 1, 0));
    else if (event.key === "Enter" && hits[active]) onChoose(hits[active]);
    else if (event.key === "Escape") setIsOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (chosen) {
    return (
      <div className="flex items-center gap-3 rounded-md border border-line-strong py-1.5 ps-3 pe-1.5">
        <input type="hidden" name={control.name} value={chosen.id} />
        <Hit hit={chosen} />
        <IconButton
          label={texts.change}
          icon={<X aria-hidden />}
          className="ms-auto"
          onClick={() => {
            onChoose(null);
            requestAnimationFrame(() => input.current?.focus());
          }}
        />
      </div>
    );
  }
  return (
    // In the flow, so that the dialog makes room for the list instead of cutting it off.
    <div>
      <Input
        {...control}
        // The id is sent by the field above; what is typed here names nothing yet.
        name=""
        ref={input}
        data-autofocus
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
        <div className="mt-1 max-h-64 overflow-y-auto rounded-lg border bg-paper p-1">
          {hits.length === 0 && !isSearching && (typed.trim() !== "" || failed) && (
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
                onClick={() => onChoose(hit)}
                onPointerMove={() => setActive(at)}
                className={cx("cursor-pointer rounded-sm px-2.5 py-1.5", at === active && "bg-hover")}
              >
                <Hit hit={hit} />
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function Hit({ hit }: { hit: TicketHit }) {
  return (
    <span className="block min-w-0 text-sm">
      <span className="block truncate font-medium">{hit.subject}</span>
      <span className="block truncate text-fg-muted text-xs">
        <span className="font-mono">{hit.number}</span> · {hit.customerName}
      </span>
    </span>
  );
}

function address(q: string, customerId: string | undefined): string {
  const query = new URLSearchParams({ limit: "8" });
  if (q) query.set("q", q);
  if (customerId) query.set("customer", customerId);
  return `/api/admin/tickets?${query}`;
}
