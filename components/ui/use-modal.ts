"use client";

import { type SyntheticEvent, useEffect, useRef } from "react";

/**
 * Lets a caller's `open` drive a native modal `<dialog>`: spread the result on it. What should have focus
 * first, other than the first control, carries `data-autofocus`.
 */
export function useModal(open: boolean, onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = ref.current;
    if (!open || !element) return;
    element.showModal();
    // React's autoFocus acts while the dialog is still hidden.
    element.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => element.close();
  }, [open]);

  return {
    ref,
    // The event comes late: by then the dialog may have been opened again.
    onClose: (event: SyntheticEvent<HTMLDialogElement>) => {
      if (!event.currentTarget.open) onClose();
    },
  };
}
