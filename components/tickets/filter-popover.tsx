"use client";

import type { ComponentProps, FormEvent } from "react";
import { Popover } from "@/components/ui/popover";

/**
 * A popover whose id is made in the browser. Ids of server components repeat from one answer of the
 * server to the next, and the button of a list that was searched would open somebody else's panel.
 * Once its form is sent it makes way for what was asked for, unless it answers in the panel itself.
 */
export function FilterPopover({
  answersInside = false,
  children,
  ...props
}: ComponentProps<typeof Popover> & { answersInside?: boolean }) {
  return (
    <Popover {...props}>
      <div onSubmit={answersInside ? undefined : makeWay}>{children}</div>
    </Popover>
  );
}

function makeWay({ currentTarget }: FormEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
}
