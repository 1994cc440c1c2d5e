"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { lazy, Suspense } from "react";
import type { InsightActionsProps } from "./insight-actions";
import { useSignOfLife } from "./use-sign-of-life";

export type { InsightTexts } from "./insight-actions";

/** Fetched at the first sign of life, because the page has 180 kB for all its script. */
const InsightActions = lazy(() => import("./insight-actions"));

/** Where a suggestion is judged; the height of its buttons is kept free for them. */
export function InsightSlot(props: InsightActionsProps) {
  const [isAwake] = useSignOfLife();
  return (
    <div className="min-h-7 touch:min-h-9">
      {isAwake && (
        <Suspense>
          <InsightActions {...props} />
        </Suspense>
      )}
    </div>
  );
}
