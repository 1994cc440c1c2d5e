import type { ReactNode } from "react";
import { AppShell, type AppShellProps } from "./app-shell";

/** The frame of every staff page: the same parts, denser, and as wide as the screen. */
export function AdminShell({
  children,
  ...props
}: Omit<AppShellProps, "area" | "children"> & { children: ReactNode }) {
  return (
    <AppShell area="admin" {...props}>
      {children}
    </AppShell>
  );
}
