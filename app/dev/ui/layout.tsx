import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { getEnv } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Design system", robots: { index: false, follow: false } };

/** Pages for developers: there in development and with the embedded Supabase, and nowhere else. */
export default async function DesignSystemLayout({ children }: { children: ReactNode }) {
  // Not while building: which deployment this is, is known at run time.
  await connection();
  const env = getEnv();
  if (env.isProduction && !env.isLocalSupabase) notFound();
  return children;
}
