import { CircleCheck } from "@/components/ui/control-icons";
import { CalendarClock, CircleX, UserRound } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { CallStatus } from "@/lib/calls/types";

const LOOK = {
  scheduled: { tone: "info", icon: CalendarClock },
  completed: { tone: "success", icon: CircleCheck },
  cancelled: { tone: "neutral", icon: CircleX },
  no_show: { tone: "warning", icon: UserRound },
} as const satisfies Record<CallStatus, { tone: Tone; icon: unknown }>;

/** What became of a call, in colour, icon and words. */
export function CallStatusBadge({ status, label }: { status: CallStatus; label: string }) {
  const { tone, icon: Icon } = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Status>
  );
}
