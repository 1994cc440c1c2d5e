"use client";
"use no memo";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

/** A customer page that failed; the frame around it stays. */
export default function PortalError(props: ErrorPageProps) {
  return <ErrorPage {...props} home="/portal/dashboard" />;
}
