import type { ReactNode } from "react";
import { PublicShell } from "@/components/shell/public-shell";
import { getBranding } from "@/lib/branding/queries";

/** Landing, help centre and sign-in pages. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  return <PublicShell branding={await getBranding()}>{children}</PublicShell>;
}
