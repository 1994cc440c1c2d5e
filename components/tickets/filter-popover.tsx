"use client";

import type { ComponentProps } from "react";
import { Popover } from "@/components/ui/popover";

/**
 * A popover whose id is made in the browser. Ids of server components repeat from one answer of the
 * server to the next, and the button of a list that was searched would open somebody else's panel.
 */
export function FilterPopover(props: ComponentProps<typeof Popover>) {
  return <Popover {...props} />;
}
