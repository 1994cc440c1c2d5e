import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  Circle,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleUser,
  CircleX,
  MessageCircleQuestion,
} from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { TicketStatus } from "@/lib/tickets/types";

const LOOK: Record<TicketStatus, { icon: IconComponent; tone: Tone }> = {
  new: { icon: Circle, tone: "info" },
  waiting_ai: { icon: CircleDashed, tone: "info" },
  assigned: { icon: CircleUser, tone: "info" },
  in_progress: { icon: CircleDot, tone: "primary" },
  waiting_customer: { icon: MessageCircleQuestion, tone: "warning" },
  on_hold: { icon: CirclePause, tone: "neutral" },
  resolved: { icon: CircleCheck, tone: "success" },
  closed: { icon: CircleCheck, tone: "neutral" },
  cancelled: { icon: CircleX, tone: "neutral" },
};

/** The status that a customer is shown: triage is our affair, for them such a ticket is received. */
export function customerStatus(status: TicketStatus): TicketStatus {
  return status === "waiting_ai" ? "new" : status;
}

/** A ticket's status as icon, colour and word. `label` comes from `tickets.status.<audience>.<status>`. */
export function StatusBadge({
  status,
  label,
  className,
}: {
  status: TicketStatus;
  label: string;
  className?: string;
}) {
  const { icon: Icon, tone } = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />} {...(className ? { className } : {})}>
      {label}
    </Status>
  );
}
