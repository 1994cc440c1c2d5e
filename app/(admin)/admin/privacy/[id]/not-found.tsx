import type { Route } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** No such request. */
export default async function PrivacyRequestNotFound() {
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return <MissingPage home={"/admin/privacy" as Route} requestId={requestId} />;
}
