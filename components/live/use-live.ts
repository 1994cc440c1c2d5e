"use client";

import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import { fetchAccess } from "./access";
import { type Connection, createConnection, type LiveEvent } from "./connection";

/** What is on the page may have been read this long before it arrived here. */
const DELIVERY_MS = 5_000;

/** One for the whole tab, made when the first component listens. */
let shared: Connection | undefined;

/** The connection of this tab. */
export function liveConnection(): Connection {
  if (shared) return shared;
  const made = createConnection(fetchAccess);
  shared = made;
  addEventListener("online", made.wake);
  addEventListener("offline", made.cut);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) made.wake();
  });
  return made;
}

/**
 * Listens on private channels (`ticket:<id>`, `customer:<id>`, `staff`, `user:<id>`) while the component
 * is on the page. Events carry ids only. `onReady` follows each join, the first one included, and
 * whenever something was announced while this component was not there: read again what you show.
 */
export function useLive(
  topics: readonly string[],
  onEvent: (event: LiveEvent) => void,
  options: { onReady?: () => void } = {},
): void {
  const handleEvent = useEffectEvent(onEvent);
  const handleReady = useEffectEvent(() => options.onReady?.());
  const leftAt = useRef<number | null>(null);
  const joined = topics.join(" ");

  useEffect(() => {
    const leave = liveConnection().listen(
      joined.split(" "),
      { onEvent: (event) => handleEvent(event), onReady: () => handleReady() },
      leftAt.current ?? Date.now() - DELIVERY_MS,
    );
    return () => {
      leave();
      leftAt.current = Date.now();
    };
  }, [joined]);
}

/** Whether the live connection has been away for more than five seconds. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    (changed) => liveConnection().watch(changed),
    () => liveConnection().isLost(),
    () => false,
  );
}
