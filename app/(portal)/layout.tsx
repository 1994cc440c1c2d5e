import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LauncherSlot } from "@/components/assistant/launcher-slot";
import { LiveStatus } from "@/components/live/live-status";
import { Bell } from "@/components/notifications/bell";
import { KeepTheme } from "@/components/shell/keep-theme";
import { PortalShell } from "@/components/shell/portal-shell";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { signOutAction } from "@/lib/auth/actions";
import { requireViewer } from "@/lib/auth/viewer";
import { getBranding } from "@/lib/branding/queries";
import { openLauncher } from "./open-launcher";

/**
 * The customer frame. It keeps nobody out of a page: each page asks for its viewer itself, because a layout is
 * not rendered again on the way from one to the next. It asks only to send others away before any skeleton is sent.
 */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [viewer, branding, jar] = await Promise.all([requireViewer("customer"), getBranding(), cookies()]);
  return (
    <PortalShell
      viewer={viewer}
      branding={branding}
      theme={toTheme(jar.get(THEME_COOKIE)?.value)}
      signOutAction={signOutAction}
      bell={<Bell viewer={viewer} href="/portal/notifications" />}
    >
      {children}
      <LiveStatus />
      {!jar.has(THEME_COOKIE) && viewer.theme !== "system" && <KeepTheme theme={viewer.theme} />}
      {viewer.modules.includes("assistant") && <LauncherSlot open={openLauncher} />}
    </PortalShell>
  );
}
