import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CirclePause, CircleX, Wrench } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { ServiceStatus as Value } from "@/lib/services/types";

const LOOK: Record<Value, { icon: IconComponent; tone: Tone }> = {
  installing: { icon: Wrench, tone: "primary" },
  active: { icon: CircleCheck, tone: "success" },
  suspended: { icon: CirclePause, tone: "warning" },
  terminated: { icon: CircleX, tone: "neutral" },
};

/** A service's status as icon, colour and word. `label` comes from `services.status`. */
export function ServiceStatus({ status, label }: { status: Value; label: string }) {
  const { icon: Icon, tone } = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Status>
  );
}
