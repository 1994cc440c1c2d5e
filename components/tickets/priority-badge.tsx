import { TriangleAlert } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { ArrowDown, ArrowUp, Minus } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { TicketPriority } from "@/lib/tickets/types";

const LOOK: Record<TicketPriority, { icon: IconComponent; tone: Tone }> = {
  low: { icon: ArrowDown, tone: "neutral" },
  medium: { icon: Minus, tone: "neutral" },
  high: { icon: ArrowUp, tone: "warning" },
  urgent: { icon: TriangleAlert, tone: "error" },
};

/** A ticket's priority as icon, colour and word. `label` comes from `tickets.priority.<priority>`. */
export function PriorityBadge({
  priority,
  label,
  iconOnly = false,
  className,
}: {
  priority: TicketPriority;
  label: string;
  /** For a dense table: the shape stands alone, the word is its tooltip and is still read aloud. */
  iconOnly?: boolean;
  className?: string;
}) {
  const { icon: Icon, tone } = LOOK[priority];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />} {...(className ? { className } : {})}>
      {iconOnly ? <span className="sr-only">{label}</span> : label}
    </Status>
  );
}
