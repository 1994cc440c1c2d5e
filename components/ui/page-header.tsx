import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ChevronLeft } from "./control-icons";
import { cx } from "./cx";

/**
 * The head of every page in the app, and the only place of its `h1`: title, what there is to know
 * about it, and what can be done. The heading takes focus after a navigation.
 */
export function PageHeader({
  title,
  meta,
  actions,
  back,
  className,
}: {
  title: ReactNode;
  /** A status, a number, a sentence. */
  meta?: ReactNode;
  /** Buttons; one of them primary at most. */
  actions?: ReactNode;
  /** The list that this page belongs to. */
  back?: { href: Route; label: string };
  className?: string;
}) {
  return (
    <header className={cx("flex flex-wrap items-start justify-between gap-x-4 gap-y-3", className)}>
      <div className="min-w-0 flex-1 basis-40">
        {back && (
          <Link
            href={back.href}
            prefetch={false}
            className="hit-44 mb-1.5 -ms-0.5 inline-flex items-center gap-0.5 text-fg-muted text-sm transition-colors hover:text-fg"
          >
            <ChevronLeft aria-hidden className="size-3.5" />
            {back.label}
          </Link>
        )}
        <h1 tabIndex={-1} className="font-semibold text-xl">
          {title}
        </h1>
        {meta && (
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-fg-muted text-sm">{meta}</div>
        )}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
