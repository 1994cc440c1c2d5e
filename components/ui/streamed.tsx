"use client";
"use no memo";

import { type ReactNode, Suspense, useState } from "react";

/** See `Arrival`. Decided once for each page: a refresh must not build it anew and lose what is typed in it. */
export function Streamed({
  isStreamed,
  skeleton,
  children,
}: {
  isStreamed: boolean;
  skeleton: ReactNode;
  children: ReactNode;
}) {
  const [hasBoundary] = useState(isStreamed);
  return hasBoundary ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}
