import type { Route } from "next";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Bell } from "@/components/ui/icons";
import { ListRow } from "@/components/ui/list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Notification } from "@/lib/notifications/types";

/** One notification: who did what, to which ticket, and when. A dot until it is read. */
export function NotificationRow({
  notification,
  unreadLabel,
  locale,
  timeZone,
  aside,
}: {
  notification: Notification;
  unreadLabel: string;
  locale: string;
  timeZone: string;
  /** A button at the end of the row, outside of its link. */
  aside?: ReactNode;
}) {
  const { title, detail, actorName, href, createdAt, readAt } = notification;
  return (
    <ListRow
      {...(href ? { href: href as Route } : {})}
      leading={
        actorName ? (
          <Avatar name={actorName} />
        ) : (
          <span className="flex size-8 items-center justify-center rounded-full bg-primary-light text-primary-text">
            <Bell aria-hidden />
          </span>
        )
      }
      title={title}
      detail={detail}
      trailing={<RelativeTime at={createdAt} locale={locale} timeZone={timeZone} />}
      unread={readAt === null}
      unreadLabel={unreadLabel}
      aside={aside}
    />
  );
}
