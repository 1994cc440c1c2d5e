"use no memo";

import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, MouseEventHandler, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

/** A link that looks like a button, for going somewhere. With `label` and no children it is a square with an icon. */
export function LinkButton<T extends string>({
  variant,
  size,
  icon,
  label,
  prefetch = false,
  scroll = true,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href" | "onClick" | "onMouseEnter" | "onTouchStart"> & {
  href: Route<T>;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  label?: string;
  /** Fetches the page's code ahead. Off by default: a page for writing is larger than the one that leads to it. */
  prefetch?: boolean | null;
  scroll?: boolean;
  onClick?: MouseEventHandler<HTMLAnchorElement>;
}) {
  const square = children === undefined && label !== undefined;
  return (
    <Link
      className={buttonStyle({ variant, size, square, className })}
      aria-label={label}
      data-tooltip={square ? label : undefined}
      prefetch={prefetch}
      scroll={scroll}
      {...rest}
    >
      {icon}
      {children}
    </Link>
  );
}
