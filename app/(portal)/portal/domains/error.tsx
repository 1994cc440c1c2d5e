"use client";

import type { Route } from "next";
import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

export default function DomainsError(props: ErrorPageProps) {
  return <ErrorPage {...props} home={"/portal/domains" as Route} />;
}
