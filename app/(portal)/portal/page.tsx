import { redirect } from "next/navigation";

/** The portal begins at the dashboard. */
export default function PortalPage(): never {
  redirect("/portal/dashboard");
}
