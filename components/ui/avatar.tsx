import { initials } from "@/lib/core/text";
import { cx } from "./cx";

const SIZE = {
  sm: "size-6 text-[0.625rem]",
  md: "size-8 text-xs",
  lg: "size-10 text-sm",
} as const;

/** Somebody's initials. Decorative: the name stands beside it, or in the `label` of what it opens. */
export function Avatar({
  name,
  size = "md",
  tone = "neutral",
  className,
}: {
  name: string;
  size?: keyof typeof SIZE;
  /** `primary` marks our side of a conversation. */
  tone?: "neutral" | "primary";
  className?: string;
}) {
  return (
    <span
      aria-hidden
      // Drawn and not written: initials are no text to select, to search, or to name a button by.
      data-initials={initials(name)}
      className={cx(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold before:content-[attr(data-initials)]",
        tone === "primary" ? "bg-primary-light text-primary-text" : "bg-active text-fg-secondary",
        SIZE[size],
        className,
      )}
    />
  );
}
