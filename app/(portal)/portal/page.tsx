import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/viewer";

/** The portal begins at the dashboard. Decided for each request: a page made ahead could not answer with a redirect. */
export default async function PortalPage(): Promise<never> {
  await requireViewer("customer");
  redirect("/portal/dashboard");
}
