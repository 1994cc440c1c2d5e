import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  ArrowUpDown,
  Circle,
  CircleDot,
  CirclePause,
  CircleX,
  CornerDownRight,
  MessageCircleQuestion,
  MessageSquareText,
  Package,
  PackageCheck,
  PackageX,
  Plus,
  Star,
  Tag,
  Truck,
  UserRound,
} from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { activityWords, worthTelling } from "@/lib/dashboard/activity";
import type { Activity } from "@/lib/dashboard/types";
import { orderPath } from "@/lib/orders/path";
import type { Reader } from "./reader";

/** What happened lately to tickets and orders, one line each. */
export async function RecentActivity({
  activities,
  reader,
}: {
  activities: readonly Activity[];
  reader: Reader;
}) {
  const t = await getTranslations("dashboard.activity");
  return (
    <Card title={t("title")}>
      {activities.length === 0 ? (
        <p className="text-fg-muted text-sm">{t("empty")}</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {worthTelling(activities).map((activity) => {
            const { key, values } = activityWords(activity, reader.fullName);
            const Icon = iconOf(activity);
            const actor = { you: t("you"), us: t("us") }[values.actor] ?? values.actor;
            return (
              <li
                key={`${activity.kind} ${activity.resourceId} ${activity.at}`}
                className="flex gap-3 text-sm"
              >
                <Icon aria-hidden className="mt-0.5 text-fg-muted" />
                {/* On a phone, and in the narrow column beside the menu, the sentence has a line of its own; what it is about and when stand below. */}
                <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-1.5 sm:flex-nowrap lg:max-xl:flex-wrap">
                  <span className="w-full sm:w-auto sm:shrink-0 lg:max-xl:w-full">
                    {t(key, { ...values, actor })}
                  </span>
                  <About activity={activity} />
                  <RelativeTime
                    at={activity.at}
                    locale={reader.locale}
                    timeZone={reader.timeZone}
                    className="shrink-0 ps-3 text-fg-muted max-sm:text-xs"
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}

/** What it is about, as a link: the ticket by its subject, the order by the note on what happened. */
function About({ activity }: { activity: Activity }) {
  return (
    <span className="min-w-0 flex-1 truncate text-fg-muted">
      <span aria-hidden className="max-sm:hidden">
        {"· "}
      </span>
      <Link
        href={pathOf(activity) as Route}
        prefetch={false}
        className="hover:text-fg hover:underline hover:underline-offset-2"
      >
        {activity.title || activity.number}
      </Link>
    </span>
  );
}

function pathOf({ resourceType, resourceId, number }: Activity): string {
  return resourceType === "order" ? orderPath({ id: resourceId, number }) : `/portal/tickets/${number}`;
}

const ICONS: Record<string, IconComponent> = {
  ticket_created: Plus,
  ticket_message: MessageSquareText,
  ticket_priority_changed: ArrowUpDown,
  ticket_category_changed: Tag,
  ticket_rated: Star,
  ticket_follow_up_created: CornerDownRight,
  order_shipped: Truck,
  order_delivered: PackageCheck,
  order_cancelled: PackageX,
  assigned: UserRound,
  in_progress: CircleDot,
  waiting_customer: MessageCircleQuestion,
  on_hold: CirclePause,
  resolved: CircleCheck,
  closed: CircleCheck,
  cancelled: CircleX,
};

/** By what happened; a change of status by where it led. */
function iconOf({ kind, newValue, resourceType }: Activity): IconComponent {
  const key = kind === "ticket_status_changed" ? (newValue ?? "") : kind;
  return ICONS[key] ?? (resourceType === "order" ? Package : Circle);
}
