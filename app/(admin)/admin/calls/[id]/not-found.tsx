import type { Route } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** No such call. */
export default async function CallNotFound() {
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return <MissingPage home={"/admin/calls" as Route} requestId={requestId} />;
}
