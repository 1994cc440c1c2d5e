import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CirclePause, ClockAlert, Clock as ClockIcon, Hourglass } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { formatDuration } from "@/lib/sla/duration";
import { currentPromise, openPromises, type SlaPromise, type SlaState } from "@/lib/tickets/sla";
import type { TicketPromise, TicketSla, TicketStatus } from "@/lib/tickets/types";
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
  const promise = currentPromise(ticket, clock.now);
  return <Due promise={promise} clock={clock} {...(className ? { className } : {})} />;
}

/** Every clock of a ticket: what is due when; while they stand, since when and how much time is left. */
export async function SlaClocks({
  ticket,
  clock,
}: {
  ticket: { status: TicketStatus; sla: TicketPromise };
  clock: Clock;
}) {
  const t = await getTranslations("desk.sla");
  const promises = openPromises(ticket, clock.now);
  const { pausedAt, remaining, opensAt } = ticket.sla;
  const when = (at: string) => () => <RelativeTime at={at} locale={clock.locale} timeZone={clock.timeZone} />;
  return (
    <span className="flex flex-col gap-1">
      {pausedAt !== null || promises.length === 0 ? (
        <Due promise={promises[0] ?? null} clock={clock} />
      ) : (
        promises.map((promise) => <Due key={promise.kind} promise={promise} clock={clock} />)
      )}
      {pausedAt !== null && promises.length > 0 && (
        <span className="text-fg-muted text-sm">
          {t.rich(remaining ? "pausedLeft" : "pausedSince", {
            when: when(pausedAt),
            left: formatDuration(Math.max(1, Math.round((remaining ?? 0) / 60))),
          })}
        </span>
      )}
      {pausedAt === null && opensAt !== null && promises.length > 0 && (
        <span className="text-fg-muted text-sm">{t.rich("closedUntil", { when: when(opensAt) })}</span>
      )}
    </span>
  );
}

async function Due({
  promise,
  clock,
  className,
}: {
  promise: SlaPromise | null;
  clock: Clock;
  className?: string;
}) {
  const t = await getTranslations("desk.sla");
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
