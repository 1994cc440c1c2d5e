import type { ReactNode } from "react";

/** Something to do that is out of the way until it is wanted. The browser's own, so that it needs no script. */
export function Disclosure({
  label,
  name,
  open = false,
  children,
}: {
  label: string;
  /** For whoever hears only the label: what it is about. */
  name?: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className="group text-sm">
      <summary
        aria-label={name}
        className="inline-flex min-h-7 cursor-pointer list-none items-center rounded-sm text-primary-text underline underline-offset-2 touch:min-h-11 [&::-webkit-details-marker]:hidden"
      >
        {label}
      </summary>
      <div className="mt-3 mb-2">{children}</div>
    </details>
  );
}
