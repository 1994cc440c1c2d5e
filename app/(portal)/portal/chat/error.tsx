"use client";
"use no memo";

import type { Route } from "next";
import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

export default function ChatError(props: ErrorPageProps) {
  return <ErrorPage {...props} home={"/portal/chat" as Route} />;
}
