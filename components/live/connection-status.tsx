"use client";
"use no memo";

import { CloudOff } from "@/components/ui/icons";
import { useConnectionLost } from "./use-live";

/** Says so when live updates have been away for a while. Always on the page, so that it is announced. */
export function ConnectionStatus({ label }: { label: string }) {
  const isLost = useConnectionLost();
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-50 flex justify-center">
      {isLost && (
        <span className="toast-in inline-flex h-8 items-center gap-2 rounded-md bg-paper px-3 text-fg-secondary text-sm shadow-float">
          <CloudOff aria-hidden className="text-warning" />
          {label}
        </span>
      )}
    </div>
  );
}
