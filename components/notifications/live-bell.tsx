"use client";
"use no memo";

import type { Route } from "next";
import Link from "next/link";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { Bell } from "@/components/ui/icons";
import { Popover } from "@/components/ui/popover";
import type { NotificationPanelProps, PanelLabels } from "./notification-panel";
import { useUnreadCount } from "./use-unread-count";

export type BellLabels = PanelLabels & {
  title: string;
  /** Said after the number: "3 unread". */
  unread: string;
  seeAll: string;
};

/** The list's code arrives with the first opening. */
let loading: Promise<ComponentType<NotificationPanelProps>> | undefined;
function loadPanel() {
  loading ??= import("./notification-panel").then((module) => module.NotificationPanel);
  return loading;
}

/**
 * The bell of the top bar: its number follows what happens, and behind it hang the latest notifications.
 * Before the script is there it opens the way to the page of all.
 */
export function LiveBell({
  userId,
  unread,
  href,
  locale,
  timeZone,
  labels,
}: {
  userId: string;
  /** As rendered by the server. */
  unread: number;
  /** The page with all notifications. */
  href: Route;
  locale: string;
  timeZone: string;
  labels: BellLabels;
}) {
  const { count, setCount } = useUnreadCount(userId, unread);
  const [Panel, setPanel] = useState<ComponentType<NotificationPanelProps> | null>(null);
  const [isOpen, setOpen] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const popover = body.current?.closest<HTMLElement>("[popover]");
    const onToggle = async (event: ToggleEvent) => {
      setOpen(event.newState === "open");
      const loaded = await loadPanel();
      setPanel(() => loaded);
    };
    popover?.addEventListener("toggle", onToggle);
    return () => popover?.removeEventListener("toggle", onToggle);
  }, []);

  return (
    <Popover
      label={count > 0 ? `${labels.title}, ${count} ${labels.unread}` : labels.title}
      trigger={
        <>
          <Bell aria-hidden className="size-[1.125rem]" />
          {count > 0 && <Count value={count} />}
        </>
      }
      variant="ghost"
      square
      align="end"
      triggerClassName="relative"
      className="overflow-hidden! p-0! sm:w-[26rem]"
    >
      <div ref={body} className="flex max-h-[70dvh] flex-col">
        <div className="flex h-11 shrink-0 items-center justify-between gap-3 border-b ps-4 pe-2">
          <h2 className="font-semibold text-base">{labels.title}</h2>
          <Link href={href} className={buttonStyle({ variant: "ghost", size: "sm" })}>
            {labels.seeAll}
          </Link>
        </div>
        {Panel && (
          <Panel
            isOpen={isOpen}
            unread={count}
            onRead={setCount}
            locale={locale}
            timeZone={timeZone}
            labels={labels}
          />
        )}
      </div>
    </Popover>
  );
}

function Count({ value }: { value: number }) {
  return (
    <span
      aria-hidden
      className="absolute end-0 top-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-primary px-1 font-semibold text-[0.625rem] text-primary-contrast leading-none ring-2 ring-paper touch:end-1.5 touch:top-1.5"
    >
      {value > 99 ? "99+" : value}
    </span>
  );
}
