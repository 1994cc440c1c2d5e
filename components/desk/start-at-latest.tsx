"use client";

import { useEffect } from "react";

/** A ticket opens where its story stands now: at the end of the thread, unless the address names a message. */
export function StartAtLatest() {
  useEffect(() => {
    if (location.hash) return;
    document.getElementById("latest")?.scrollIntoView({ block: "end", behavior: "instant" });
  }, []);
  return null;
}
