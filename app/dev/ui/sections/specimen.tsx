import type { ReactNode } from "react";

/** A named group of examples. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="border-t py-8">
      <h2 className="mb-5 font-semibold text-lg">{name}</h2>
      {children}
    </section>
  );
}

/** Examples side by side, under what they show. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="mb-4 grid gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <p className="pt-1.5 text-fg-muted text-sm">{label}</p>
      <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}
