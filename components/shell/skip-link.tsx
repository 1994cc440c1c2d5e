import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";

/** The first stop of the Tab key: past the navigation, to the page itself. */
export function SkipLink({ mainId, children }: { mainId: string; children: ReactNode }) {
  return (
    <a
      href={`#${mainId}`}
      className={cx(
        buttonStyle({ variant: "primary" }),
        "fixed start-3 top-2 z-50 -translate-y-16 transition-transform focus-visible:translate-y-0 print:hidden",
      )}
    >
      {children}
    </a>
  );
}
