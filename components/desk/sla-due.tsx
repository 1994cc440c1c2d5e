import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CirclePause, ClockAlert, Clock as ClockIcon, Hourglass } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { currentPromise, type SlaState } from "@/lib/tickets/sla";
import type { TicketSla, TicketStatus } from "@/lib/tickets/types";
import type { Clock } from "./clock";

const LOOK: Record<SlaState, { icon: IconComponent; tone: Tone }> = {
  breached: { icon: ClockAlert, tone: "error" },
  at_risk: { icon: Hourglass, tone: "warning" },
  on_track: { icon: ClockIcon, tone: "neutral" },
  paused: { icon: CirclePause, tone: "neutral" },
  met: { icon: CircleCheck, tone: "neutral" },
};

/** What was promised next and how it stands: "Reply in 2 hours", "Due yesterday", "Paused". */
export async function SlaDue({
  ticket,
  clock,
  className,
}: {
  ticket: { status: TicketStatus; createdAt: string; sla: TicketSla };
  clock: Clock;
  className?: string;
}) {
  const t = await getTranslations("desk.sla");
  const promise = currentPromise(ticket, clock.now);
  const state = promise?.state ?? "met";
  const { icon: Icon, tone } = LOOK[state];
  const words = () => {
    if (!promise || state === "paused") return t(promise ? "paused" : "met");
    const { dueAt, kind } = promise;
    return t.rich(state === "breached" ? `${kind}_late` : kind, {
      when: () => <RelativeTime at={dueAt} locale={clock.locale} timeZone={clock.timeZone} />,
    });
  };
  return (
    <Status tone={tone} icon={<Icon aria-hidden />} {...(className ? { className } : {})}>
      <span className={state === "breached" ? "text-error-text" : undefined}>{words()}</span>
    </Status>
  );
}
