"use no memo";

import { LoaderCircle } from "./control-icons";
import { cx } from "./cx";

/** A turning circle for something that is under way. It says nothing by itself: pair it with words. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx("animate-spin", className)} />;
}
