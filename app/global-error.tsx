"use client";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";
import texts from "@/messages/en/fault.json";
import "./globals.css";

/** The last resort, when the root layout itself failed: a document of its own, in the device's theme and font. */
export default function GlobalError(props: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <title>{texts.errorTitle}</title>
        <main className="flex min-h-dvh flex-col bg-paper">
          <ErrorPage {...props} home="/" />
        </main>
      </body>
    </html>
  );
}
