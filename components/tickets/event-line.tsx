import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  AlarmClock,
  ArrowUpDown,
  Banknote,
  CircleDot,
  CirclePause,
  CircleX,
  CornerDownRight,
  Link2,
  Lock,
  Merge,
  MessageCircleQuestion,
  RotateCcw,
  ShieldAlert,
  Split,
  Star,
  Tag,
  Trash2,
  UserRound,
  UsersRound,
  Workflow,
} from "@/components/ui/icons";
import { formatDateTime, formatTime } from "@/lib/core/dates";
import { eventWords } from "@/lib/tickets/event-words";
import { eventSentence } from "@/lib/tickets/thread";
import type { TicketEvent } from "@/lib/tickets/types";
import type { Reader } from "./ticket-thread";

const ICONS: Record<NonNullable<ReturnType<typeof eventSentence>>, IconComponent> = {
  reopened: RotateCcw,
  in_progress: CircleDot,
  waiting_customer: MessageCircleQuestion,
  on_hold: CirclePause,
  resolved: CircleCheck,
  closed: CircleCheck,
  closed_automatically: CircleCheck,
  cancelled: CircleX,
  taken: UserRound,
  assigned: UserRound,
  self_assigned: UserRound,
  unassigned: UserRound,
  priority_changed: ArrowUpDown,
  category_changed: Tag,
  tagged: Tag,
  untagged: Tag,
  rated: Star,
  follow_up_created: CornerDownRight,
  refund_requested: Banknote,
  refund_approved: Banknote,
  refund_rejected: CircleX,
  made_private: Lock,
  shared: UsersRound,
  team_changed: UsersRound,
  team_removed: UsersRound,
  rule_applied: Workflow,
  merged: Merge,
  merged_from: Merge,
  split: Split,
  split_from: Split,
  linked: Link2,
  unlinked: Link2,
  snoozed: AlarmClock,
  snooze_ended: AlarmClock,
  file_infected: ShieldAlert,
  answer_refused: MessageCircleQuestion,
  files_removed: Trash2,
};

/** One change of the ticket as a quiet line between the messages. */
export async function EventLine({ event, reader }: { event: TicketEvent; reader: Reader }) {
  const sentence = eventSentence(event);
  if (!sentence) return null;
  const t = await getTranslations("tickets");
  const Icon = ICONS[sentence];
  const words = eventWords(event, reader, (priority) => t(`priority.${priority}`));
  return (
    <div className="grid grid-cols-[2rem_minmax(0,1fr)] items-start gap-x-3 py-1.5 text-fg-muted text-sm">
      <span className="flex h-5 items-center justify-center">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          {t(`event.${sentence}`, words)}
          <time
            dateTime={event.createdAt}
            title={formatDateTime(event.createdAt, reader.locale, reader.timeZone)}
            className="text-xs"
          >
            {formatTime(event.createdAt, reader.locale, reader.timeZone)}
          </time>
        </p>
        {event.note && <p className="mt-0.5 border-s-2 ps-2.5 text-fg-secondary">{event.note}</p>}
      </div>
    </div>
  );
}
