"use client";

import type { Route } from "next";
import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

export default function RegisterError(props: ErrorPageProps) {
  return <ErrorPage {...props} home={"/admin/privacy/register" as Route} />;
}
