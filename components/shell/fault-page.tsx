import type { ReactNode } from "react";

/** What happened, what it means, what to do: the frame shared by the pages that stand in for another one. */
export function FaultPage({
  title,
  reference,
  actions,
  children,
}: {
  title: string;
  /** Label and value of what support can look up. */
  reference?: { label: string; value: string } | undefined;
  actions: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center px-6 py-16">
      <h1 tabIndex={-1} className="font-semibold text-2xl">
        {title}
      </h1>
      <p className="mt-2 text-fg-secondary text-base">{children}</p>
      <div className="mt-6 flex flex-wrap gap-2">{actions}</div>
      {reference && (
        <p className="mt-8 border-t pt-3 text-fg-muted text-sm">
          {reference.label}{" "}
          <code className="ms-1 select-all font-mono text-fg-secondary">{reference.value}</code>
        </p>
      )}
    </div>
  );
}
