import type { Route } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** No such receipt. */
export default async function ReceiptNotFound() {
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return <MissingPage home={"/" as Route} requestId={requestId} />;
}
