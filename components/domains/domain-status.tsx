import { CircleCheck, TriangleAlert } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CircleDashed, CircleX, Globe, ShieldAlert, ShieldEllipsis } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { DomainLook } from "@/lib/domains/status";

const LOOK: Record<DomainLook, { icon: IconComponent; tone: Tone }> = {
  pending_dns: { icon: CircleDashed, tone: "info" },
  wrong_dns: { icon: TriangleAlert, tone: "warning" },
  verified: { icon: CircleCheck, tone: "primary" },
  certificate_pending: { icon: ShieldEllipsis, tone: "primary" },
  live: { icon: Globe, tone: "success" },
  failed: { icon: CircleX, tone: "error" },
  missing: { icon: TriangleAlert, tone: "warning" },
  certificate_failed: { icon: ShieldAlert, tone: "error" },
};

/** The state of a domain as colour, icon and words. */
export function DomainStatusLabel({ look, label }: { look: DomainLook; label: string }) {
  const { icon: Icon, tone } = LOOK[look];
  return (
    <Status tone={tone} icon={<Icon />} className="font-medium">
      {label}
    </Status>
  );
}
