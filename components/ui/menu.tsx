"use client";

import type { Route } from "next";
import { type ComponentType, type ReactNode, useRef, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import type { MenuPopupProps } from "./menu-popup";

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

/** The popup's code arrives with the first hover, focus or press, and is kept for all menus. */
let loading: Promise<ComponentType<MenuPopupProps>> | undefined;
function loadPopup() {
  loading ??= import("./menu-popup").then((module) => module.MenuPopup);
  return loading;
}

/**
 * A button that opens a list of commands, with arrow keys, type-ahead and focus that returns.
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
  align?: "start" | "end";
  variant?: ButtonVariant;
  size?: ButtonSize;
  disabled?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const trigger = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const [open, setOpen] = useState(false);
  const [Popup, setPopup] = useState<ComponentType<MenuPopupProps> | null>(null);
  const square = children === undefined;

  async function toggle() {
    // The press that lands here has already closed an open menu.
    if (wasOpen.current) return;
    const loaded = await loadPopup();
    setPopup(() => loaded);
    setOpen(true);
  }

  return (
    <>
      <button
        ref={trigger}
        type="button"
        disabled={disabled}
        aria-label={square ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        data-tooltip={square ? label : undefined}
        className={buttonStyle({
          variant: variant ?? (square ? "ghost" : "secondary"),
          size,
          square,
          className,
        })}
        onPointerEnter={loadPopup}
        onFocus={loadPopup}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={toggle}
        onKeyDown={(event) => {
          wasOpen.current = open;
          if (event.key === "ArrowDown") {
            event.preventDefault();
            void toggle();
          }
        }}
      >
        {icon}
        {children}
      </button>
      {Popup && (
        <Popup
          label={label}
          items={items}
          align={align}
          anchor={trigger}
          open={open}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
