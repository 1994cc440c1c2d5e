"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link that knows whether it leads to where one is (`aria-current`), also from a page below. */
export function NavLink({
  href,
  exact = false,
  className,
  children,
}: {
  href: Route;
  exact?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const isCurrent = path === href || (!exact && path.startsWith(`${href}/`));
  return (
    <Link href={href} aria-current={isCurrent ? "page" : undefined} className={className ?? ""}>
      {children}
    </Link>
  );
}
