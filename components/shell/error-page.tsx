"use client";

import type { Route } from "next";
import texts from "@/messages/en/fault.json";
import { FaultPage } from "./fault-page";

/** What Next hands to an `error.tsx`. The digest finds the error in the log; `retry` fetches the page again. */
export type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

const BUTTON = "inline-flex h-9 items-center rounded-md border px-4 font-medium text-base touch:h-11";

/**
 * A page that failed, with a way on. Every page carries this code in case it is needed, so it is small: its
 * words are bundled, it draws its two buttons itself, and the way home is a full load, for the router may be what failed.
 */
export function ErrorPage({ error, retry, home }: ErrorPageProps & { home: Route }) {
  return (
    <FaultPage
      title={texts.errorTitle}
      reference={error.digest ? { label: texts.reference, value: error.digest } : undefined}
      actions={
        <>
          <button
            type="button"
            onClick={retry}
            className={`${BUTTON} border-transparent bg-primary text-primary-contrast hover:bg-primary-dark`}
          >
            {texts.retry}
          </button>
          <a href={home} className={`${BUTTON} border-line-strong hover:bg-hover`}>
            {texts.home}
          </a>
        </>
      }
    >
      {texts.errorBody}
    </FaultPage>
  );
}
