"use client";
"use no memo";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { type Toast, toastStore } from "./toast";
import type { ToastCardProps } from "./toast-card";

const NONE: readonly Toast[] = [];

/** The words alone: until the card is there, and when it cannot be fetched, for a toast may say that very thing. */
function Plain({ shown }: ToastCardProps) {
  return <p className="rounded-lg bg-paper px-3.5 py-2.5 text-sm shadow-float">{shown.message}</p>;
}

const Card = lazy(() => import("./toast-card").catch(() => ({ default: Plain })));

/**
 * Where toasts appear; once in each frame of the app. The live region is there from the start, because
 * screen readers announce only what is added to a region they already know.
 */
export function ToastHost({ label, dismissLabel }: { label: string; dismissLabel: string }) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => NONE);
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--tab-bar,0px)+0.75rem)] z-50 flex flex-col items-center gap-2 px-3 sm:right-2 sm:left-auto sm:items-end"
    >
      {toasts.map((shown) => (
        <Suspense key={shown.id} fallback={<Plain shown={shown} dismissLabel={dismissLabel} />}>
          <Card shown={shown} dismissLabel={dismissLabel} />
        </Suspense>
      ))}
    </section>
  );
}
