import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  CircleDashed,
  CircleDot,
  CircleX,
  Clock,
  FileCheck,
  MessageCircleQuestion,
} from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { QuoteStatus } from "@/lib/quotes/types";

const CUSTOMER: Record<QuoteStatus, { icon: IconComponent; tone: Tone }> = {
  requested: { icon: CircleDashed, tone: "info" },
  in_review: { icon: CircleDot, tone: "primary" },
  sent: { icon: FileCheck, tone: "warning" },
  changes_requested: { icon: CircleDot, tone: "primary" },
  accepted: { icon: CircleCheck, tone: "success" },
  declined: { icon: CircleX, tone: "neutral" },
  expired: { icon: Clock, tone: "neutral" },
};

/** What waits for the one side does not wait for the other. */
const STAFF: typeof CUSTOMER = {
  ...CUSTOMER,
  requested: { icon: CircleDashed, tone: "warning" },
  sent: { icon: FileCheck, tone: "info" },
  changes_requested: { icon: MessageCircleQuestion, tone: "warning" },
};

/** A quote's status as icon, colour and word; `label` comes from `quote-pages.status.<audience>`. */
export function QuoteStatusBadge({
  status,
  label,
  audience = "customer",
  className,
}: {
  status: QuoteStatus;
  label: string;
  audience?: "customer" | "staff";
  className?: string;
}) {
  const { icon: Icon, tone } = (audience === "staff" ? STAFF : CUSTOMER)[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />} {...(className ? { className } : {})}>
      {label}
    </Status>
  );
}
