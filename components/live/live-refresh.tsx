"use client";
"use no memo";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { createCoalescer } from "./coalesce";
import { useLive } from "./use-live";

/** Long enough for the several announcements of one command, too short to notice. */
const GATHER_MS = 150;

/**
 * Keeps a server-rendered page true: renders it again when something is announced on `topics`, and after
 * the connection was lost. One refresh at a time; a hidden tab waits until somebody looks at it.
 */
export function LiveRefresh({
  topics,
  ticketId,
  recordId,
}: {
  topics: readonly string[];
  /** Of a topic that speaks of many tickets, only this one is of interest. */
  ticketId?: string;
  /** The same for an order, a quote and other records of a customer. */
  recordId?: string;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [refresher] = useState(() =>
    createCoalescer(() => startTransition(() => router.refresh()), GATHER_MS),
  );
  useLive(
    topics,
    ({ payload }) => {
      const isOther = (ticketId && payload.ticketId !== ticketId) || (recordId && payload.id !== recordId);
      if (!isOther) refresher.request();
    },
    { onReady: refresher.request },
  );

  useEffect(() => {
    if (!isPending) refresher.settled();
  }, [refresher, isPending]);

  useEffect(() => {
    const followVisibility = () => {
      if (document.hidden) refresher.pause();
      else refresher.resume();
    };
    followVisibility();
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      document.removeEventListener("visibilitychange", followVisibility);
      // The page may only be set aside and come back with what it showed before.
      refresher.pause();
    };
  }, [refresher]);
  return null;
}
