import type { Route } from "next";
import type { ReactNode } from "react";
import { PublicShell } from "@/components/shell/public-shell";
import { homeOf } from "@/lib/auth/permissions";
import { findCurrentViewer } from "@/lib/auth/viewer";
import { getBranding } from "@/lib/branding/queries";
import { hasHelpCentre } from "@/lib/knowledge/help-queries";

/** Landing, help centre and sign-in pages. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [branding, viewer, hasHelp] = await Promise.all([
    getBranding(),
    findCurrentViewer(),
    hasHelpCentre(),
  ]);
  return (
    <PublicShell
      branding={branding}
      // Whoever cannot be told who they are is offered to sign in.
      home={viewer.ok ? (homeOf(viewer.value) as Route) : null}
      hasHelp={hasHelp}
    >
      {children}
    </PublicShell>
  );
}
