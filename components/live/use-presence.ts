"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { applyPresence, type Present } from "./presence";
import { liveConnection } from "./use-live";

/**
 * Who is on a private channel, and the viewer among them as `shown` while the page is in view. `key` tells people
 * apart; a person with several tabs is there once for each.
 */
export function usePresence(topic: string, key: string, shown: Record<string, unknown>): Present {
  const [present, setPresent] = useState<Present>(new Map());
  const show = useEffectEvent(() => {
    const sent = document.hidden ? { event: "untrack" } : { event: "track", payload: shown };
    liveConnection().send(topic, "presence", { type: "presence", ...sent });
  });

  useEffect(() => {
    const onReady = () => show();
    const leave = liveConnection().listen(
      [topic],
      {
        onEvent() {},
        onReady,
        onPresence: (frame) => setPresent((before) => applyPresence(before, frame)),
      },
      Number.POSITIVE_INFINITY,
      key,
    );
    document.addEventListener("visibilitychange", onReady);
    return () => {
      document.removeEventListener("visibilitychange", onReady);
      leave();
    };
  }, [topic, key]);

  const face = JSON.stringify(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it stands for what is shown
  useEffect(() => show(), [face]);
  return present;
}
