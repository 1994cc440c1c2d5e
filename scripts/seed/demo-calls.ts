import { makeCall } from "./calls.ts";
import type { Cast, Named } from "./cast.ts";
import { type Clock, DAY, HOUR, MINUTE } from "./clock.ts";
import { callPlans, type Plan, type Said } from "./demo-call-plans.ts";
import { outboxRows } from "./demo-outbox.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

const ZONE = "Africa/Johannesburg";
const WEEKDAYS = [0, 1, 2, 3, 4];

/** When the people of the shop can be called, and where their video calls take place. */
const DESK = [
  {
    agent: "thabo",
    hours: [
      ["09:00", "12:30"],
      ["13:30", "17:00"],
    ],
    room: "https://meet.umoya.example/thabo",
  },
  {
    agent: "chantal",
    hours: [
      ["10:00", "13:00"],
      ["14:00", "17:30"],
    ],
    room: "https://meet.umoya.example/chantal",
  },
  {
    agent: "sipho",
    hours: [
      ["09:00", "12:00"],
      ["14:00", "16:00"],
    ],
    room: null,
  },
] as const satisfies readonly { agent: keyof Cast; hours: [string, string][]; room: string | null }[];

/** Calls to come and calls that were, with what was said and agreed, and when the desk can be called. */
export function callRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  const all = callPlans(clock).map((plan) => ({ plan, call: callOf(plan, named, cast, clock) }));
  const agents = DESK.map(({ agent, hours, room }) => ({ id: cast[agent].id, hours, room }));
  return {
    agent_availability: agents.map(({ id, hours }) => ({
      id: idOf("availability", id),
      agent_id: id,
      valid_from: clock.day(-365, 12).toISOString().slice(0, 10),
      time_zone: ZONE,
      windows: WEEKDAYS.flatMap((weekday) => hours.map(([opens, closes]) => ({ weekday, opens, closes }))),
    })),
    agent_call_profiles: agents.map(({ id, room }) => ({ agent_id: id, video_url: room })),
    scheduled_calls: all.map(({ call }) => call),
    call_events: all.flatMap(({ plan, call }) => eventsOf(plan, call, cast)),
    call_notes: all.flatMap(({ plan, call }) =>
      plan.note
        ? [
            {
              id: idOf("call_note", plan.key),
              call_id: String(call.id),
              author_id: cast[plan.agent].id,
              author_name: cast[plan.agent].name,
              body: plan.note,
              created_at: after(plan, 40 * MINUTE),
            },
          ]
        : [],
    ),
    call_transcripts: all.flatMap(({ plan, call }) =>
      plan.said ? [transcriptOf(plan, plan.said, call, cast)] : [],
    ),
    call_actions: all.flatMap(({ plan, call }) => actionsOf(plan, call, cast)),
    ...outboxRows(all, cast, clock),
  };
}

function callOf(plan: Plan, named: Named, cast: Cast, clock: Clock): Row<"scheduled_calls"> {
  const { key, purpose, startsAt, status = "scheduled" } = plan;
  const room = DESK.find(({ agent }) => agent === plan.agent)?.room ?? null;
  return {
    ...makeCall(
      {
        key,
        purpose,
        startsAt,
        status,
        agentId: cast[plan.agent].id,
        requesterId: cast[plan.requester].id,
        bookedAt: new Date(Math.min(startsAt.getTime() - DAY, clock.now.getTime() - 2 * HOUR)),
      },
      named[plan.customer],
    ),
    category: plan.category ?? null,
    channel: plan.isVideo ? "video" : "phone",
    video_url: plan.isVideo ? room : null,
    sequence: status === "cancelled" ? 1 : 0,
    cancelled_at: status === "cancelled" ? new Date(startsAt.getTime() - 5 * HOUR).toISOString() : null,
    cancel_reason: status === "cancelled" ? "We found what we needed in the help centre" : null,
  };
}

function after({ startsAt }: Plan, milliseconds: number): string {
  return new Date(startsAt.getTime() + milliseconds).toISOString();
}

function eventsOf(plan: Plan, call: Row<"scheduled_calls">, cast: Cast): Row<"call_events">[] {
  const by = (type: string, person: keyof Cast, side: "customer" | "staff", at: string) => ({
    id: idOf(`call_${type}`, plan.key),
    call_id: String(call.id),
    type,
    actor_type: side,
    actor_id: cast[person].id,
    actor_name: cast[person].name,
    old_starts_at: type === "cancelled" ? call.starts_at : null,
    new_starts_at: type === "booked" ? call.starts_at : null,
    note: type === "cancelled" ? (call.cancel_reason ?? null) : null,
    created_at: at,
  });
  const events = [by("booked", plan.requester, "customer", String(call.created_at))];
  if (plan.status === "cancelled") {
    events.push(by("cancelled", plan.requester, "customer", String(call.cancelled_at)));
  } else if (plan.status === "completed" || plan.status === "no_show") {
    events.push(by(plan.status, plan.agent, "staff", after(plan, 31 * MINUTE)));
  }
  if (plan.said) events.push(by("transcript_added", plan.agent, "staff", after(plan, 35 * MINUTE)));
  return events;
}

function transcriptOf(
  plan: Plan,
  said: Said,
  call: Row<"scheduled_calls">,
  cast: Cast,
): Row<"call_transcripts"> {
  return {
    call_id: String(call.id),
    customer_id: call.customer_id,
    segments: said.map(([start, speaker, text], index) => ({
      start,
      end: said[index + 1]?.[0] ?? start + 6,
      speaker,
      text,
    })),
    text: said.map(([, speaker, text]) => `${speaker}: ${text}`).join("\n"),
    format: "vtt",
    file_name: `call-${plan.key}.vtt`,
    uploaded_by: cast[plan.agent].id,
    summary: plan.summary ?? null,
    summary_by: plan.summary ? "staff" : null,
    created_at: after(plan, 35 * MINUTE),
  };
}

function actionsOf(plan: Plan, call: Row<"scheduled_calls">, cast: Cast): Row<"call_actions">[] {
  return (plan.actions ?? []).map(([owner, text, isAgreed], index) => ({
    id: idOf("call_action", `${plan.key}-${index}`),
    call_id: String(call.id),
    text,
    owner,
    proposed_by: "staff",
    proposer_name: cast[plan.agent].name,
    staff_confirmed_at: after(plan, 36 * MINUTE),
    staff_confirmed_by: cast[plan.agent].id,
    customer_confirmed_at: isAgreed ? after(plan, 3 * HOUR) : null,
    customer_confirmed_by: isAgreed ? cast[plan.requester].id : null,
    created_at: after(plan, 36 * MINUTE + index * 1_000),
  }));
}
