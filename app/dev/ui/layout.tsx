import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { getEnv } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Design system", robots: { index: false, follow: false } };

/** Pages for developers: there in development and with the embedded Supabase, and nowhere else. */
export default function DesignSystemLayout({ children }: { children: ReactNode }) {
  const env = getEnv();
  if (env.isProduction && !env.isLocalSupabase) notFound();
  return children;
}
