import type { ReactNode } from "react";

/** The title of a sign-in page, with a sentence below it. */
export function FormHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-6">
      <h1 className="font-semibold text-2xl">{title}</h1>
      {children && <p className="mt-2 text-base text-fg-secondary">{children}</p>}
    </header>
  );
}
