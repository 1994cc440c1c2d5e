import type { Route } from "next";
import Link from "next/link";
import { X } from "./control-icons";

/** A filter that is on: "Priority: High ×". The cross is a link to the same list without it. */
export function Chip({
  label,
  value,
  removeHref,
  removeLabel,
}: {
  label: string;
  value: string;
  removeHref: Route;
  /** "Remove filter priority" */
  removeLabel: string;
}) {
  return (
    <span className="inline-flex h-7 items-center rounded-md border bg-paper text-sm touch:h-9">
      <span className="ps-2.5 pe-1">
        <span className="text-fg-muted">{label}</span> <span className="font-medium">{value}</span>
      </span>
      <Link
        href={removeHref}
        prefetch={false}
        aria-label={removeLabel}
        scroll={false}
        className="hit-44 flex size-6 items-center justify-center rounded-md text-fg-muted transition-colors hover:text-fg touch:size-8"
      >
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
