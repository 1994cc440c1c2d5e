import type { ReactNode } from "react";
import { AppShell, type AppShellProps } from "./app-shell";

/** The frame of every customer page. */
export function PortalShell({
  children,
  ...props
}: Omit<AppShellProps, "area" | "children"> & { children: ReactNode }) {
  return (
    <AppShell area="portal" {...props}>
      {children}
    </AppShell>
  );
}
