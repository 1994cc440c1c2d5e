"use client";
"use no memo";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";

/**
 * A link that knows whether it leads to where one is (`aria-current`), also from a page below. It fetches
 * ahead when somebody reaches for it and not before: the navigation is on every page, and every page would pay.
 */
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
  const [isReached, setIsReached] = useState(false);
  const isCurrent = path === href || (!exact && path.startsWith(`${href}/`));
  const reach = () => setIsReached(true);
  return (
    <Link
      href={href}
      prefetch={isReached ? null : false}
      aria-current={isCurrent ? "page" : undefined}
      className={className ?? ""}
      onPointerEnter={reach}
      onFocus={reach}
    >
      {children}
    </Link>
  );
}
