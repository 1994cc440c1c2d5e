import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** What a customer page says when there is nothing for this person; the frame around it stays. */
export default async function PortalNotFound() {
  return <MissingPage home="/portal/dashboard" requestId={(await headers()).get(REQUEST_ID_HEADER)} />;
}
