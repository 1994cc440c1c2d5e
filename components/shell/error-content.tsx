"use client";
"use no memo";

import type { Route } from "next";
import texts from "@/messages/en/fault.json";
import type { ErrorPageProps } from "./error-page";
import { FaultPage } from "./fault-page";

const BUTTON = "inline-flex h-9 items-center rounded-md border px-4 font-medium text-base touch:h-11";

/**
 * What happened and the way on. Its words are bundled and its buttons its own: what broke may be the way to
 * fetch them. The way home is a full load, for the router may be what failed.
 */
export function ErrorContent({ error, retry, home }: ErrorPageProps & { home: Route }) {
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
