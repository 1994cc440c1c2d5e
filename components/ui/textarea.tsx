"use no memo";

import type { ComponentProps } from "react";
import { CONTROL } from "./control-style";
import { cx } from "./cx";

/** Several lines of text; it grows with what is written where the browser can. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cx(
        CONTROL,
        "field-sizing-content block max-h-96 min-h-20 resize-y px-3 py-2 text-base leading-normal touch:text-lg",
        className,
      )}
      {...rest}
    />
  );
}
