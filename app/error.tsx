"use client";
"use no memo";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

/** A frame that failed. Pages that fail inside a frame have an error page of their own there. */
export default function RootError(props: ErrorPageProps) {
  return (
    <main className="flex min-h-dvh flex-col bg-paper">
      <ErrorPage {...props} home="/" />
    </main>
  );
}
