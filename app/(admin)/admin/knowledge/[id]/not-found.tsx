import type { Route } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** No such article. */
export default async function ArticleNotFound() {
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return <MissingPage home={"/admin/knowledge" as Route} requestId={requestId} />;
}
