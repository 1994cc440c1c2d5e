import type { Cast } from "./cast.ts";
import { type Clock, DAY, HOUR, MINUTE } from "./clock.ts";
import type { Plan } from "./demo-call-plans.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

type Delivery = Row<"notification_deliveries">;
/** How one message went, so long after its reader was told in the portal. */
type Course = {
  channel: "email" | "whatsapp" | "push";
  status: "sent" | "kept" | "failed" | "dead" | "skipped";
  attempts?: number;
  error?: string;
  detail?: string;
  /** Milliseconds; none for what is still to be tried. */
  took?: number;
};

const SENT: Course = { channel: "email", status: "sent", took: 62_000 };
const SHOWN: Course = { channel: "push", status: "sent", took: 2_000 };

/** What became of the messages about each call. Without a line here a reminder went out by e-mail. */
const REMINDED: Record<string, readonly Course[]> = {
  n3: [SENT, SHOWN],
  b4: [{ channel: "email", status: "kept", took: 61_000 }],
  k2: [
    {
      channel: "email",
      status: "dead",
      attempts: 8,
      error: "mail_not_sent",
      detail: "452 4.2.2 The recipient's inbox is full",
      took: 3 * HOUR,
    },
  ],
  k3: [
    SENT,
    {
      channel: "whatsapp",
      status: "dead",
      attempts: 8,
      error: "message_refused",
      detail: "131049 Not delivered to maintain a healthy ecosystem engagement",
      took: 3 * HOUR,
    },
    { channel: "push", status: "skipped", attempts: 0, error: "read", took: 40 * MINUTE },
  ],
};

/**
 * The messages of calls that went out, were kept, or failed, so that staff have an outbox to look at: reminders of
 * those that were, a summary, and one that is still to be tried again.
 */
export function outboxRows(
  calls: readonly { plan: Plan; call: Row<"scheduled_calls"> }[],
  cast: Cast,
  clock: Clock,
): Pick<Rows, "notifications" | "notification_deliveries"> {
  const rows: Pick<Rows, "notifications" | "notification_deliveries"> = {
    notifications: [],
    notification_deliveries: [],
  };
  const tell = (
    { plan, call }: (typeof calls)[number],
    event: string,
    at: Date,
    courses: readonly Course[],
    data: Record<string, unknown> = {},
  ) => {
    const key = `${event}:${call.id}`;
    const id = idOf("notification", key);
    const isWaiting = courses.some(({ took }) => took === undefined);
    const userId = cast[plan.requester].id;
    rows.notifications.push({
      id,
      user_id: userId,
      event,
      resource_type: "call",
      resource_id: String(call.id),
      data: { title: plan.purpose, startsAt: call.starts_at, actorName: "Portico", ...data },
      dedupe_key: key,
      read_at: isWaiting ? null : later(at, 20 * MINUTE),
      created_at: at.toISOString(),
    });
    rows.notification_deliveries.push(...courses.map((course) => deliveryOf(id, userId, course, at, clock)));
  };
  for (const one of calls) {
    const { key, status = "scheduled", startsAt, summary } = one.plan;
    if (status === "completed" || status === "no_show") {
      tell(one, "call_reminder", new Date(startsAt.getTime() - HOUR), REMINDED[key] ?? [SENT], { hours: 1 });
    }
    if (summary) tell(one, "call_summary", new Date(startsAt.getTime() + 35 * MINUTE), [SENT]);
    if (key === "k1") {
      // Told a moment ago, and not yet sent.
      const waiting: Course[] = [
        {
          channel: "email",
          status: "failed",
          attempts: 3,
          error: "mail_not_sent",
          detail: "421 4.7.0 Try again later",
        },
      ];
      tell(one, "call_slot_free", clock.ago(25 * MINUTE), waiting, { freeAt: startsAt.toISOString() });
    }
  }
  return rows;
}

function deliveryOf(notification: string, user: string, course: Course, at: Date, { now }: Clock): Delivery {
  const { channel, status, attempts = 1, error = null, detail = null, took } = course;
  const finished = took === undefined ? null : later(at, took);
  return {
    id: idOf("delivery", notification, channel),
    notification_id: notification,
    user_id: user,
    channel,
    status,
    attempts,
    error,
    detail,
    not_before: took === undefined ? later(now, DAY) : at.toISOString(),
    finished_at: finished,
    delivered_at: status === "sent" && channel === "push" ? finished : null,
    created_at: at.toISOString(),
  };
}

function later(at: Date, milliseconds: number): string {
  return new Date(at.getTime() + milliseconds).toISOString();
}
