import type { ReactNode } from "react";

/** One right: what it is for, and below it how to use it. */
export function Right({
  icon,
  title,
  body,
  children,
}: {
  icon: ReactNode;
  title: string;
  body: string;
  children: ReactNode;
}) {
  return (
    <li className="flex gap-3.5 px-4 py-4">
      <span aria-hidden className="mt-0.5 text-fg-muted [&_.icon]:size-5">
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold text-sm">{title}</h3>
        <p className="mt-0.5 max-w-reading text-fg-secondary text-sm">{body}</p>
        <div className="mt-2.5">{children}</div>
      </div>
    </li>
  );
}

/** What is folded away until somebody wants it. */
export function Unfold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details>
      <summary className="hit-44 font-medium text-primary-text text-sm">{label}</summary>
      <div className="mt-3">{children}</div>
    </details>
  );
}
