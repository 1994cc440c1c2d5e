import { makeCall } from "./calls.ts";
import type { Cast, Named, NamedCustomer } from "./cast.ts";
import { type Clock, DAY, HOUR, MINUTE } from "./clock.ts";
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

type Said = readonly (readonly [second: number, speaker: string, text: string])[];
type Plan = {
  key: string;
  customer: NamedCustomer;
  requester: keyof Cast;
  agent: keyof Cast;
  purpose: string;
  category?: string;
  startsAt: Date;
  status?: "scheduled" | "completed" | "cancelled" | "no_show";
  isVideo?: boolean;
  said?: Said;
  summary?: string;
  /** Who does what; whether both sides have confirmed it. */
  actions?: readonly (readonly [owner: "customer" | "us", text: string, isAgreed: boolean])[];
  note?: string;
};

function plans(clock: Clock): Plan[] {
  return [
    {
      key: "n1",
      customer: "naledi",
      requester: "naledi",
      agent: "thabo",
      purpose: "Placing speakers in a small room",
      category: "product",
      startsAt: clock.workday(1, 10),
    },
    {
      key: "n2",
      customer: "naledi",
      requester: "naledi",
      agent: "chantal",
      purpose: "A faster line for uploads",
      category: "upgrade",
      startsAt: clock.workday(4, 14, 30),
      isVideo: true,
    },
    {
      key: "n3",
      customer: "naledi",
      requester: "naledi",
      agent: "thabo",
      purpose: "Setting up the streamer",
      category: "technical",
      startsAt: clock.day(-12, 11),
      status: "completed",
      said: STREAMER,
      summary:
        "The streamer lost the network because it was on the guest Wi-Fi, which keeps devices apart. It now uses the home network and plays without a gap. The firmware is two versions behind.",
      actions: [
        ["us", "Send the steps of the firmware update by e-mail", true],
        ["customer", "Try the streamer for a week with the cable at hand", false],
      ],
      note: "Patient and well prepared. Offer the longer cable at cost if the Wi-Fi drops again.",
    },
    {
      key: "b1",
      customer: "blouberg",
      requester: "johan",
      agent: "sipho",
      purpose: "Before the fibre installation",
      category: "technical",
      startsAt: clock.workday(1, 15),
    },
    {
      key: "b2",
      customer: "blouberg",
      requester: "johan",
      agent: "thabo",
      purpose: "Music in the guest rooms",
      category: "product",
      startsAt: clock.workday(3, 9, 30),
      isVideo: true,
    },
    {
      key: "b3",
      customer: "blouberg",
      requester: "johan",
      agent: "chantal",
      purpose: "Newsletter for the guesthouse",
      startsAt: clock.day(-5, 16),
      status: "cancelled",
    },
    {
      key: "b4",
      customer: "blouberg",
      requester: "johan",
      agent: "sipho",
      purpose: "Router for the far building",
      category: "technical",
      startsAt: clock.day(-9, 10),
      status: "completed",
      said: ROUTER,
      summary:
        "The far building is 40 metres from the router, behind two brick walls. A second access point on a cable was chosen over a repeater. The conduit of the gate motor has room for the cable.",
      actions: [
        ["us", "Quote one outdoor access point and 50 m of cable", true],
        ["customer", "Send a photo of the conduit at the gate", true],
      ],
    },
    {
      key: "k1",
      customer: "karoo",
      requester: "ayanda",
      agent: "thabo",
      purpose: "Plan for the second edit room",
      startsAt: clock.workday(2, 11),
    },
    {
      key: "k2",
      customer: "karoo",
      requester: "riaan",
      agent: "sipho",
      purpose: "Latency on the new line",
      category: "technical",
      startsAt: clock.day(-20, 10),
      status: "completed",
    },
    {
      key: "k3",
      customer: "karoo",
      requester: "ayanda",
      agent: "chantal",
      purpose: "Invoices for two studios",
      category: "billing",
      startsAt: clock.day(-3, 15),
      status: "no_show",
    },
  ];
}

const STREAMER: Said = [
  [0, "Thabo", "Good morning, Thabo from Umoya Audio. You wanted to go through the streamer?"],
  [6, "Naledi", "Morning. Yes, it plays for ten minutes and then it stops, as if it lost the network."],
  [14, "Thabo", "Which network is it on? Please open settings, then network, and read me the name."],
  [27, "Naledi", "It says home guest."],
  [
    31,
    "Thabo",
    "That is the guest Wi-Fi of your router. It keeps devices apart, so your phone cannot find the streamer.",
  ],
  [44, "Naledi", "Oh. I only used it because the password is shorter."],
  [49, "Thabo", "Let us change it to the home network. I will wait."],
  [95, "Naledi", "It is connected, and the phone finds it at once."],
  [
    104,
    "Thabo",
    "Good. I also see that the firmware is two versions behind. I will send you the steps of the update by e-mail.",
  ],
  [118, "Naledi", "Thank you. I will try it for a week, and keep the cable at hand in case it stops again."],
  [127, "Thabo", "Agreed. Write to us if it does."],
];

const ROUTER: Said = [
  [0, "Sipho", "Hello Johan, Sipho here. How far is the building from the router?"],
  [7, "Johan", "About forty metres, and there are two brick walls in between."],
  [15, "Sipho", "A repeater would halve the speed there. A second access point on a cable is better."],
  [26, "Johan", "Is there a way to get a cable across without digging?"],
  [33, "Sipho", "Is there a conduit for the gate motor? Often there is room in it."],
  [41, "Johan", "There is. I will send you a photo of it at the gate."],
  [48, "Sipho", "Good. We will quote one outdoor access point and fifty metres of cable."],
  [58, "Johan", "Please do. Before the season starts, if that is possible."],
  [64, "Sipho", "It is. We agreed on next week for the quote."],
];

/** Calls to come and calls that were, with what was said and agreed, and when the desk can be called. */
export function callRows(named: Named, cast: Cast, clock: Clock): Partial<Rows> {
  const all = plans(clock).map((plan) => ({ plan, call: callOf(plan, named, cast, clock) }));
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
