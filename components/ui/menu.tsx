"use client";
"use no memo";

import type { Route } from "next";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { Check } from "./control-icons";
import { cx } from "./cx";
import { Kbd } from "./kbd";

export type MenuItem =
  | {
      kind?: "action";
      key: string;
      label: string;
      icon?: ReactNode;
      /** Keys shown at the end, such as "E". The menu does not listen for them. */
      shortcut?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: "link"; key: string; label: string; icon?: ReactNode; href: Route }
  | { kind: "choice"; key: string; label: string; icon?: ReactNode; checked: boolean; onSelect: () => void }
  | { kind: "label"; key: string; label: string }
  | { kind: "separator"; key: string };

/**
 * A button that opens a list of commands, after the ARIA menu pattern: arrow keys, Home, End, first letters.
 * The browser's popover closes it on Escape or a click elsewhere, and gives focus back to the button.
 * Without `children` the button is a square that shows `icon`, named by `label`.
 */
export function Menu({
  label,
  icon,
  items,
  align = "end",
  variant,
  size,
  disabled,
  className,
  children,
}: {
  label: string;
  icon?: ReactNode;
  items: readonly MenuItem[];
  /** Which edge of the button the list keeps to. */
  align?: "start" | "end";
  variant?: ButtonVariant;
  size?: ButtonSize;
  disabled?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const square = children === undefined;

  return (
    <>
      <button
        type="button"
        disabled={disabled}
        popoverTarget={id}
        aria-label={square ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-tooltip={square ? label : undefined}
        className={buttonStyle({
          variant: variant ?? (square ? "ghost" : "secondary"),
          size,
          square,
          className,
        })}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isOpen) return;
          event.preventDefault();
          event.currentTarget.click();
        }}
      >
        {icon}
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        data-align={align}
        onToggle={(event) => {
          const isNowOpen = event.newState === "open";
          setIsOpen(isNowOpen);
          if (isNowOpen) commands(event.currentTarget)[0]?.focus();
        }}
        onKeyDown={moveFocus}
        className="floats hangs m-auto max-h-[70dvh] min-w-48 overflow-y-auto rounded-lg bg-paper p-1 text-fg shadow-float outline-none"
      >
        {items.map((item) => (
          <Row key={item.key} item={item} onDone={() => list.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}

function commands(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')];
}

/** The keys of the menu pattern. Tab leaves the menu, and the popover closes with it. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const menu = event.currentTarget;
  const all = commands(menu);
  const current = all.indexOf(document.activeElement as HTMLElement);
  const last = all.length - 1;
  const to = (index: number) => {
    event.preventDefault();
    all[index]?.focus();
  };
  if (event.key === "ArrowDown") to(current === last ? 0 : current + 1);
  else if (event.key === "ArrowUp") to(current <= 0 ? last : current - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(last);
  else if (event.key === "Tab") menu.hidePopover();
  else if (event.key.length === 1 && event.key !== " ") {
    const following = [...all.slice(current + 1), ...all.slice(0, current + 1)];
    const letter = event.key.toLowerCase();
    following.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
  }
}

const ITEM =
  "flex h-8 w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-start text-sm outline-none touch:h-11 touch:text-base " +
  "focus:bg-hover aria-disabled:text-fg-disabled";

function Row({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  if (item.kind === "separator") return <hr className="-mx-1 my-1" />;
  if (item.kind === "label") {
    return (
      <div role="presentation" className="px-2 pt-1.5 pb-1 font-medium text-fg-muted text-xs">
        {item.label}
      </div>
    );
  }
  const content = (
    <>
      {item.icon && <span className="flex text-fg-muted">{item.icon}</span>}
      <span className="flex-1">{item.label}</span>
    </>
  );
  if (item.kind === "link") {
    return (
      <Link
        role="menuitem"
        tabIndex={-1}
        href={item.href}
        className={ITEM}
        onClick={onDone}
        onPointerMove={focusIt}
      >
        {content}
      </Link>
    );
  }
  const isChoice = item.kind === "choice";
  const isDisabled = !isChoice && item.disabled === true;
  const isDanger = !isChoice && item.danger === true;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a choice has a role that supports it
    <button
      type="button"
      role={isChoice ? "menuitemcheckbox" : "menuitem"}
      tabIndex={-1}
      aria-checked={isChoice ? item.checked : undefined}
      aria-disabled={isDisabled || undefined}
      className={cx(ITEM, isDanger && "text-error-text focus:bg-error-soft [&_.icon]:text-error")}
      onPointerMove={isDisabled ? undefined : focusIt}
      onClick={() => {
        if (isDisabled) return;
        onDone();
        item.onSelect();
      }}
    >
      {content}
      {isChoice && item.checked && <Check aria-hidden className="text-primary-text" />}
      {!isChoice && item.shortcut && <Kbd keys={item.shortcut} />}
    </button>
  );
}

/** One highlight for pointer and keyboard: it is the focus. */
function focusIt(event: { currentTarget: HTMLElement }) {
  event.currentTarget.focus({ preventScroll: true });
}
