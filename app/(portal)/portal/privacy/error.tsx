"use client";

import type { Route } from "next";
import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

export default function PrivacyError(props: ErrorPageProps) {
  return <ErrorPage {...props} home={"/portal/privacy" as Route} />;
}
