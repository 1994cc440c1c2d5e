"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { List } from "@/components/ui/list";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Notification } from "@/lib/notifications/types";
import { NotificationRow } from "./notification-row";

const SHOWN = 8;

export type PanelLabels = Record<
  "unreadDot" | "markAllRead" | "empty" | "failed" | "retry" | "loading",
  string
>;

export type NotificationPanelProps = {
  isOpen: boolean;
  unread: number;
  /** Called with the number that is left after something was marked as read. */
  onRead: (unread: number) => void;
  locale: string;
  timeZone: string;
  labels: PanelLabels;
};

type Loaded = { status: "loading" } | { status: "failed" } | { status: "ok"; items: readonly Notification[] };

/** The latest notifications inside the bell's popover. Loaded on demand: import `LiveBell`, not this. */
export function NotificationPanel({
  isOpen,
  unread,
  onRead,
  locale,
  timeZone,
  labels,
}: NotificationPanelProps) {
  const [list, setList] = useState<Loaded>({ status: "loading" });
  const [tries, setTries] = useState(0);
  const [isMarking, setMarking] = useState(false);

  // At each opening, and when something new is announced while it is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: some say when to read again, not what
  useEffect(() => {
    if (!isOpen) return;
    const stop = new AbortController();
    fetchLatest(stop.signal)
      .then((items) => setList({ status: "ok", items }))
      .catch(() => {
        if (!stop.signal.aborted) setList({ status: "failed" });
      });
    return () => stop.abort();
  }, [isOpen, tries, unread]);

  async function markAllRead() {
    setMarking(true);
    const left = await postAllRead();
    setMarking(false);
    if (left === null) setList({ status: "failed" });
    else onRead(left);
  }

  if (list.status === "loading") return <ListSkeleton rows={5} label={labels.loading} />;
  if (list.status === "failed") {
    return (
      <Note text={labels.failed}>
        <Button size="sm" onClick={() => setTries((before) => before + 1)}>
          {labels.retry}
        </Button>
      </Note>
    );
  }
  if (list.items.length === 0) return <Note text={labels.empty} />;
  return (
    <>
      <List className="min-h-0 overflow-y-auto overscroll-contain">
        {list.items.map((notification) => (
          <NotificationRow
            key={notification.id}
            notification={notification}
            unreadLabel={labels.unreadDot}
            locale={locale}
            timeZone={timeZone}
          />
        ))}
      </List>
      {unread > 0 && (
        <div className="flex shrink-0 justify-end border-t p-2">
          <Button size="sm" variant="ghost" pending={isMarking} onClick={markAllRead}>
            {labels.markAllRead}
          </Button>
        </div>
      )}
    </>
  );
}

function Note({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-col items-center gap-3 px-6 py-10 text-center text-fg-muted text-sm"
    >
      <p>{text}</p>
      {children}
    </div>
  );
}

async function fetchLatest(signal: AbortSignal): Promise<Notification[]> {
  const response = await fetch(`/api/portal/notifications?limit=${SHOWN}`, { signal });
  if (!response.ok) throw new Error(`notifications answered ${response.status}`);
  const { data } = (await response.json()) as { data: Notification[] };
  return data;
}

/** How many are left unread; null when it did not work. */
async function postAllRead(): Promise<number | null> {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  const response = await fetch("/api/portal/notifications/read", request).catch(() => null);
  if (!response?.ok) return null;
  const { data } = (await response.json()) as { data: { unread: number } };
  return data.unread;
}
