import { headers } from "next/headers";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

/** What a staff page says when there is nothing for this person; the frame around it stays. */
export default async function AdminNotFound() {
  return <MissingPage home="/admin" requestId={(await headers()).get(REQUEST_ID_HEADER)} />;
}
