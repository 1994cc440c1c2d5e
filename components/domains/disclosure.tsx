"use client";

import { type ReactNode, useState } from "react";
import { ChevronDown } from "@/components/ui/icons";

/**
 * Opens and closes by its summary, and begins as told: what changes later never closes it under somebody's
 * eyes. Without script it is the browser's own.
 */
export function Disclosure({
  startsOpen,
  summary,
  children,
}: {
  startsOpen: boolean;
  summary: ReactNode;
  children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group">
      <summary className="flex min-h-14 cursor-pointer list-none items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        {summary}
        <ChevronDown
          aria-hidden
          className="size-4 shrink-0 text-fg-muted transition-transform group-open:rotate-180"
        />
      </summary>
      {children}
    </details>
  );
}
