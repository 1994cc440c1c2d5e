import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LiveStatus } from "@/components/live/live-status";
import { Bell } from "@/components/notifications/bell";
import { AdminShell } from "@/components/shell/admin-shell";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { signOutAction } from "@/lib/auth/actions";
import { getViewer } from "@/lib/auth/viewer";
import { getBranding } from "@/lib/branding/queries";

/** The staff frame. It guards nothing: each page asks for its viewer itself, and sends visitors away. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [viewer, branding, jar] = await Promise.all([getViewer(), getBranding(), cookies()]);
  if (!viewer) return children;
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
    </AdminShell>
  );
}
