"use client";

import { useRef, useState } from "react";
import { createCoalescer } from "../live/coalesce";
import { useLive } from "../live/use-live";

const GATHER_MS = 250;

/**
 * How many notifications are unread: what the server rendered, then kept true by announcements: of what is
 * new, and of what was read, here by opening a ticket or in another tab.
 */
export function useUnreadCount(userId: string, rendered: number) {
  const [known, setKnown] = useState({ rendered, count: rendered });
  // A newer rendering replaces what was counted before it.
  if (known.rendered !== rendered) setKnown({ rendered, count: rendered });
  const setCount = (count: number) => setKnown({ rendered, count });

  const [counter] = useState(() => {
    const counting: ReturnType<typeof createCoalescer> = createCoalescer(async () => {
      const count = await fetchUnread();
      if (count !== null) setKnown((before) => ({ ...before, count }));
      counting.settled();
    }, GATHER_MS);
    return counting;
  });

  const isNew = useRef(true);
  useLive([`user:${userId}`], counter.request, {
    onReady: () => {
      // The first time the number is as old as the page.
      if (!isNew.current) counter.request();
      isNew.current = false;
    },
  });

  return { count: known.count, setCount };
}

/** Null when it cannot be found out at the moment: the number shown stays. */
async function fetchUnread(): Promise<number | null> {
  const response = await fetch("/api/portal/notifications/count").catch(() => null);
  if (!response?.ok) return null;
  const { data } = (await response.json()) as { data: { unread: number } };
  return data.unread;
}
