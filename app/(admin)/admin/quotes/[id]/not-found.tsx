import type { Route } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** No such quote. */
export default async function QuoteNotFound() {
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return <MissingPage home={"/admin/quotes" as Route} requestId={requestId} />;
}
