"use client";

import { useEffect, useState } from "react";
import { CircleAlert, CircleCheck, Info, X } from "./control-icons";
import { cx } from "./cx";
import { IconButton } from "./icon-button";
import { type Toast, toast } from "./toast";
import { ICON_TONE } from "./tone";

const ICONS = { success: CircleCheck, error: CircleAlert, info: Info } as const;

export type ToastCardProps = { shown: Toast; dismissLabel: string };

/** Long enough to read: 4 s, and 60 ms for each letter. Errors and actions stay until they are dismissed. */
function lifetime(shown: Toast): number {
  return shown.tone === "error" || shown.action ? Number.POSITIVE_INFINITY : 4000 + shown.message.length * 60;
}

/** One toast. Loaded on demand by `ToastHost`: call `toast.success(…)`, do not import this. */
export default function ToastCard({ shown, dismissLabel }: ToastCardProps) {
  const [held, setHeld] = useState(false);
  const Icon = ICONS[shown.tone];

  useEffect(() => {
    const rest = lifetime(shown);
    if (held || !Number.isFinite(rest)) return;
    const timer = setTimeout(() => toast.dismiss(shown.id), rest);
    return () => clearTimeout(timer);
  }, [held, shown]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while somebody reads it
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="toast-in pointer-events-auto flex w-full max-w-96 items-start gap-2.5 rounded-lg bg-paper py-2.5 ps-3.5 pe-2 text-fg text-sm shadow-float"
    >
      <Icon aria-hidden className={cx("mt-0.5", ICON_TONE[shown.tone])} />
      <p className="min-w-0 flex-1 py-px">{shown.message}</p>
      {shown.action && (
        <button
          type="button"
          className="hit-44 rounded-sm px-1 py-px font-medium text-primary-text hover:underline"
          onClick={() => {
            shown.action?.onClick();
            toast.dismiss(shown.id);
          }}
        >
          {shown.action.label}
        </button>
      )}
      <IconButton
        size="sm"
        label={dismissLabel}
        icon={<X aria-hidden className="size-3.5" />}
        className="-my-1"
        onClick={() => toast.dismiss(shown.id)}
      />
    </div>
  );
}
