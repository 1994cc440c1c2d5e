"use client";

import { useEffect, useState } from "react";

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "focusin", "input"] as const;

/** Whether somebody has done anything on the page yet: what only they need is fetched then, and not with the page. */
export function useSignOfLife(): [boolean, () => void] {
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    if (isAwake) return;
    const stop = new AbortController();
    for (const sign of SIGNS) {
      addEventListener(sign, () => setAwake(true), { passive: true, signal: stop.signal });
    }
    return () => stop.abort();
  }, [isAwake]);
  return [isAwake, () => setAwake(true)];
}
