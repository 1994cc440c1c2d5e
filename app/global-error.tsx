"use client";
"use no memo";

import type { ErrorPageProps } from "@/components/shell/error-page";
import texts from "@/messages/en/fault.json";
import "./globals.css";

/**
 * The last resort, when the root layout failed or an error page could not be fetched: a document of its own, in
 * the device's theme. Every page carries it, so it is as plain as can be, and the way home is a full load.
 */
export default function GlobalError({ error, retry }: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <title>{texts.errorTitle}</title>
        <main className="prose mx-auto max-w-lg px-6 py-24">
          <h1 className="font-semibold text-2xl">{texts.errorTitle}</h1>
          <p>{texts.errorBody}</p>
          <p>
            <button
              type="button"
              onClick={retry}
              className="rounded-md bg-primary px-4 py-2 text-primary-contrast"
            >
              {texts.retry}
            </button>{" "}
            <a href="/">{texts.home}</a>
          </p>
          {error.digest && (
            <p>
              {texts.reference} <code>{error.digest}</code>
            </p>
          )}
        </main>
      </body>
    </html>
  );
}
