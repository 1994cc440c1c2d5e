import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LiveStatus } from "@/components/live/live-status";
import { Bell } from "@/components/notifications/bell";
import { AdminShell } from "@/components/shell/admin-shell";
import { KeepTheme } from "@/components/shell/keep-theme";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { signOutAction } from "@/lib/auth/actions";
import { requireViewer } from "@/lib/auth/viewer";
import { getBranding } from "@/lib/branding/queries";

/**
 * The staff frame. It keeps nobody out of a page: each page asks for its viewer itself, because a layout is
 * not rendered again on the way from one to the next. It asks only to send others away before any skeleton is sent.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [viewer, branding, jar] = await Promise.all([requireViewer("staff"), getBranding(), cookies()]);
  return (
    <AdminShell
      viewer={viewer}
      branding={branding}
      theme={toTheme(jar.get(THEME_COOKIE)?.value)}
      signOutAction={signOutAction}
      bell={<Bell viewer={viewer} href="/admin/notifications" />}
    >
      {children}
      <LiveStatus />
      {!jar.has(THEME_COOKIE) && viewer.theme !== "system" && <KeepTheme theme={viewer.theme} />}
    </AdminShell>
  );
}
