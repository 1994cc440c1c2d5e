"use client";
"use no memo";

import type { Route } from "next";
import { lazy, Suspense } from "react";

/** What Next hands to an `error.tsx`. The digest finds the error in the log; `retry` fetches the page again. */
export type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

const Content = lazy(() => import("./error-content").then((module) => ({ default: module.ErrorContent })));

/**
 * A page that failed, with a way on. Every page carries its error page along, so only this much of it; when
 * the rest cannot be fetched, `global-error.tsx` stands in, which needs nothing.
 */
export function ErrorPage(props: ErrorPageProps & { home: Route }) {
  return (
    <Suspense>
      <Content {...props} />
    </Suspense>
  );
}
