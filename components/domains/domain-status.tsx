import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Globe,
  type IconComponent,
  ShieldEllipsis,
  TriangleAlert,
} from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { DomainStatus } from "@/lib/domains/types";

const LOOK: Record<DomainStatus, { icon: IconComponent; tone: Tone }> = {
  pending_dns: { icon: CircleDashed, tone: "info" },
  wrong_dns: { icon: TriangleAlert, tone: "warning" },
  verified: { icon: CircleCheck, tone: "primary" },
  certificate_pending: { icon: ShieldEllipsis, tone: "primary" },
  live: { icon: Globe, tone: "success" },
  failed: { icon: CircleX, tone: "error" },
};

/** The state of a domain as colour, icon and words. */
export function DomainStatusLabel({ status, label }: { status: DomainStatus; label: string }) {
  const { icon: Icon, tone } = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon />} className="font-medium">
      {label}
    </Status>
  );
}
