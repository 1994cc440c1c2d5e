import type { Cast, NamedCustomer } from "./cast.ts";
import type { Clock } from "./clock.ts";

export type Said = readonly (readonly [second: number, speaker: string, text: string])[];
export type Plan = {
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

/** Calls to come and calls that were, of the customers with a demo login. */
export function callPlans(clock: Clock): Plan[] {
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
