"use client";
"use no memo";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

/** A staff page that failed; the frame around it stays. */
export default function AdminError(props: ErrorPageProps) {
  return <ErrorPage {...props} home="/admin" />;
}
