"use no memo";

import { type ReactNode, useId } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { cx } from "./cx";

/**
 * A button and a small panel that hangs from it, on the browser's own popover: no script, closed by
 * Escape or a click elsewhere, and focus returns. For filters, facts and short forms; for a list of
 * commands use `Menu`. On a phone it is a sheet at the bottom.
 */
export function Popover({
  label,
  trigger,
  variant = "secondary",
  size,
  square = false,
  align = "start",
  id,
  autoFocus,
  triggerClassName,
  className,
  children,
}: {
  /** Names the panel, and the button too when `square`. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  square?: boolean;
  /** Which edge of the button the panel keeps to. */
  align?: "start" | "end";
  id?: string;
  /** The button has the focus when the page arrives. */
  autoFocus?: boolean;
  triggerClassName?: string;
  /** Layout of the panel, such as its width. */
  className?: string;
  children: ReactNode;
}) {
  const generated = useId();
  const panelId = id ?? generated;
  return (
    <>
      <button
        type="button"
        popoverTarget={panelId}
        // biome-ignore lint/a11y/noAutofocus: the caller says when the focus belongs here
        autoFocus={autoFocus}
        aria-label={square ? label : undefined}
        data-tooltip={square ? label : undefined}
        className={buttonStyle({ variant, size, square, className: triggerClassName })}
      >
        {trigger}
      </button>
      <section
        id={panelId}
        popover="auto"
        aria-label={label}
        data-align={align}
        className={cx(
          "floats hangs m-auto max-h-[70dvh] overflow-y-auto rounded-lg bg-paper p-3 text-fg shadow-float",
          "max-sm:inset-x-0! max-sm:inset-y-auto! max-sm:bottom-0! max-sm:m-0! max-sm:w-full! max-sm:max-w-none max-sm:rounded-b-none max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-sm:[position-area:none]! max-sm:backdrop:bg-overlay",
          className,
        )}
      >
        {children}
      </section>
    </>
  );
}
