"use client";
"use no memo";

import type { Route } from "next";
import { usePathname, useSearchParams } from "next/navigation";
import { LinkButton } from "@/components/ui/link-button";

/** The way to sign in and back to this page. A full page load: what was written waits in the browser. */
export function SignInAgain({ label }: { label: string }) {
  const path = usePathname();
  const query = useSearchParams().toString();
  const next = encodeURIComponent(query ? `${path}?${query}` : path);
  return (
    <LinkButton size="sm" variant="primary" href={`/login?next=${next}` as Route}>
      {label}
    </LinkButton>
  );
}
