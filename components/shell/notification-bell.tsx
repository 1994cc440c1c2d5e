import { Bell } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";

/** A bell with the number of unread notifications, and the way to them. Its number may be kept live by a client parent. */
export function NotificationBell({
  href,
  count,
  label,
  unreadLabel,
}: {
  href: Route;
  count: number;
  label: string;
  /** Said after the number: "3 unread". */
  unreadLabel: string;
}) {
  return (
    <Link
      href={href}
      data-tooltip={label}
      className={buttonStyle({ variant: "ghost", square: true, className: "relative" })}
    >
      <Bell aria-hidden className="size-[1.125rem]" />
      <span className="sr-only">{label}</span>
      {count > 0 && (
        <span className="absolute end-0 top-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-primary px-1 font-semibold text-[0.625rem] text-primary-contrast leading-none ring-2 ring-paper touch:end-1.5 touch:top-1.5">
          {count > 99 ? "99+" : count}
          <span className="sr-only"> {unreadLabel}</span>
        </span>
      )}
    </Link>
  );
}
