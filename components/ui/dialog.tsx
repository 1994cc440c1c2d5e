"use client";

import { type ReactNode, useId } from "react";
import { X } from "./control-icons";
import { cx } from "./cx";
import { IconButton } from "./icon-button";
import { useModal } from "./use-modal";

const WIDTH = { sm: "sm:w-[24rem]", md: "sm:w-[32rem]", lg: "sm:w-[44rem]" } as const;

/**
 * A modal dialog on the browser's own `<dialog>`: focus is kept inside and goes back afterwards, Escape
 * closes. On a phone it is a sheet at the bottom. The caller owns `open`; the content is there only while open.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  closeLabel,
  footer,
  size = "md",
  persistent = false,
  className,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  closeLabel: string;
  /** Buttons, the one that does it last. */
  footer?: ReactNode;
  size?: keyof typeof WIDTH;
  /** A click beside it does not close it: for forms that hold work. */
  persistent?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const modal = useModal(open, onClose);
  const id = useId();

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key for the same thing
    <dialog
      {...modal}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClick={(event) => {
        if (!persistent && event.target === event.currentTarget) onClose();
      }}
      className={cx(
        "floats m-auto max-h-[min(85dvh,48rem)] w-full max-w-none flex-col overflow-hidden rounded-lg bg-paper text-fg shadow-float backdrop:bg-overlay open:flex",
        "max-sm:mb-0 max-sm:rounded-b-none",
        WIDTH[size],
        className,
      )}
    >
      {open && (
        <>
          <header className="flex items-start gap-4 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <h2 id={`${id}-title`} className="font-semibold text-lg">
                {title}
              </h2>
              {description && (
                <p id={`${id}-description`} className="mt-1 text-fg-muted text-sm">
                  {description}
                </p>
              )}
            </div>
            <IconButton
              label={closeLabel}
              icon={<X aria-hidden />}
              className="-me-2 -mt-1"
              onClick={onClose}
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t bg-canvas px-5 py-3 max-sm:flex-col-reverse">
              {footer}
            </footer>
          )}
        </>
      )}
    </dialog>
  );
}
