"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { useSignOfLife } from "./use-sign-of-life";

/** Fetched at the first sign of life: who only has the page open is not looking at it. */
const DeskPresence = lazy(() => import("./desk-presence"));

/** Where it is said who else is at the ticket. */
export function PresenceSlot(props: ComponentProps<typeof DeskPresence>) {
  const [isAwake] = useSignOfLife();
  return isAwake ? (
    <Suspense>
      <DeskPresence {...props} />
    </Suspense>
  ) : null;
}
