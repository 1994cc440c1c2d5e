import type { Story } from "./story.ts";

/** What people ask an audio shop. */
export const AUDIO_STORIES: readonly Story[] = [
  {
    key: "tweeter-crackle",
    category: "technical",
    needs: "order",
    products: ["speakers"],
    subject: "Left speaker crackles at higher volume",
    opening:
      "The left one of my {product} crackles above half volume, worst with voices. I swapped the cables: the crackle stays with the speaker, so it is not the amplifier.\n\n- Order: {order}\n- Amplifier: Draken 60\n- Source: streamer, also with the turntable",
    turns: [
      [
        "staff",
        "Hi {customer}, you have done half of my work already. One more test, please: play something with the grille off and put a finger lightly on the rim of the tweeter. Does the crackle change?",
      ],
      ["customer", "It nearly stops when I touch the rim. So it is the tweeter?"],
      ["note", "Loose voice coil, the same as in the March batch. Swap the driver, not the whole pair."],
      [
        "staff",
        "It is, and it is covered. I am sending you a tweeter with a screwdriver and a two-minute video. If you would rather not, our workshop does it in an afternoon.",
      ],
      ["customer", "Fitted it myself in ten minutes. Silence where there should be silence. Thanks {agent}!"],
    ],
    resolution: "replacement",
    tags: ["warranty", "speakers"],
  },
  {
    key: "turntable-hum",
    category: "technical",
    subject: "50 Hz hum from the turntable",
    opening:
      "Since I moved the turntable to the other shelf there is a low hum, also when no record is playing. It gets louder with the volume. Nothing else hums.",
    turns: [
      [
        "staff",
        "Hi {customer}, that sounds like the ground wire. Is the thin cable with the fork screwed to the GND post of the amplifier, and is the turntable beside a power supply now?",
      ],
      [
        "customer",
        "The wire was loose! The hum is less now but not gone. And yes, the router's adapter is right behind it.",
      ],
      [
        "staff",
        "Move the adapter to the other end of the shelf, half a metre is enough. The cartridge hears it as music.",
      ],
      ["customer", "Gone. I would never have thought of the router."],
    ],
    resolution: "no_action",
    tags: ["turntable", "setup"],
  },
  {
    key: "streamer-drops",
    category: "technical",
    subject: "Streamer loses the Wi-Fi every evening",
    opening:
      "My Sangoma streamer plays fine during the day. In the evening it stops every few minutes with “network lost”, while the phones stay connected. Firmware 2.4.",
    turns: [
      [
        "staff",
        "Hi {customer}, evenings are when the neighbours are at home. On your router, which Wi-Fi channel and which band does the streamer use? A screenshot of the page is enough.",
      ],
      ["customer", "2.4 GHz, channel “auto”. It jumped from 1 to 6 while I was looking."],
      [
        "note",
        "Firmware 2.4 drops when the access point changes the channel. Fixed in 2.5, released on Friday.",
      ],
      [
        "staff",
        "That jump is what it stumbles over. Please install firmware 2.5 (Settings › System › Update), and fix the channel to 6. If you can run a cable to it, that beats every Wi-Fi.",
      ],
    ],
    resolution: "other",
    tags: ["firmware", "wifi"],
  },
  {
    key: "which-amp",
    category: "product",
    subject: "Which amplifier for the Kudu 7?",
    opening:
      "I am looking at the Kudu 7 for a living room of about 35 m². Is the Draken 60 enough, or do I need the 120? I listen to choirs and the occasional kwaito.",
    turns: [
      [
        "staff",
        "Hi {customer}, nice choice. How far do you sit from the speakers, and is the room rather bare or full of books and carpets?",
      ],
      ["customer", "About four metres, tiles and big windows, one carpet."],
      [
        "staff",
        "Then the 60 has power to spare: a bare room carries sound. Put the difference into curtains or four acoustic panels, you will hear that far more than 60 W.",
      ],
    ],
    resolution: "other",
    tags: ["advice"],
  },
  {
    key: "cartridge-fit",
    category: "product",
    subject: "Does the Kiewiet cartridge fit my old turntable?",
    opening:
      "I have inherited a turntable from 1982 with a half-inch headshell. Will the Kiewiet moving-magnet cartridge fit, and can I mount it myself?",
    turns: [
      [
        "staff",
        "Hi {customer}, half-inch is the right mount. Do you know the make of the tonearm? Its weight decides whether the two get on.",
      ],
      ["customer", "It says S-shaped, “static balance”, and there is a counterweight with numbers up to 3."],
      [
        "staff",
        "That suits it well. Set the counterweight to 1.8 g; the paper gauge for the angle is in the box. Half an hour with good light.",
      ],
    ],
    resolution: "other",
    tags: ["advice", "turntable"],
  },
  {
    key: "back-in-stock",
    category: "product",
    subject: "When is the Karoo valve amplifier back?",
    opening:
      "The Karoo EL34 has been “out of stock” for weeks. Is it coming back, and can I put my name down for one?",
    turns: [
      [
        "staff",
        "Hi {customer}, eleven are on the bench right now. Shall I reserve one, and would you like it with 230 V or the universal transformer?",
      ],
      ["customer", "Reserve one with 230 V please!"],
      [
        "staff",
        "Number 7 of the batch is yours. You get a payment link when it has passed its 48-hour burn-in.",
      ],
    ],
    resolution: "other",
    tags: ["stock"],
  },
  {
    key: "amp-dead",
    category: "repair",
    subject: "Draken 60 does not switch on after load-shedding",
    opening:
      "When the power came back last night the amplifier stayed dark. No light, no relay click. The fuse at the back looks fine. It is two years old.",
    turns: [
      [
        "staff",
        "Hi {customer}, power coming back is hard on electronics. Please unplug it for ten minutes, then try another wall socket without the power strip. Does the standby light blink even once?",
      ],
      ["customer", "It blinks once, very faintly, and then nothing."],
      [
        "note",
        "Classic surge on the standby supply, board 14-B. Half an hour of work, part in stock. In warranty until March.",
      ],
      [
        "staff",
        "That is the small standby supply, which sacrificed itself. It is under warranty. Bring it in or we collect it on a weekday; it is back with you within a week, and there will be a surge strip in the box.",
      ],
    ],
    resolution: "replacement",
    tags: ["warranty", "surge"],
  },
  {
    key: "headphone-pads",
    category: "repair",
    subject: "Ear pads of my headphones are peeling",
    opening:
      "After three summers the pads of my Umoya open-backs are coming apart. Do you sell new ones, or do I have to send them in?",
    turns: [
      [
        "staff",
        "Hi {customer}, we sell them: velour or leather, R590 a pair. Which do you have, and is the ring under the pad still whole?",
      ],
      ["customer", "Velour, and the rings are fine."],
      [
        "staff",
        "They simply clip on. I have put a pair aside; you can pay through the link in the next e-mail or at the counter.",
      ],
    ],
    resolution: "other",
    tags: ["spares"],
  },
  {
    key: "listening-room",
    category: "question",
    subject: "Can I bring my own records to listen?",
    opening:
      "I would like to compare the two Vlei turntables before I decide. Is there a listening room, and may I bring my own records?",
    turns: [
      [
        "staff",
        "Hi {customer}, please do, that is the best way. Tuesday to Saturday from 10:00. Would Thursday at 14:00 suit you? Then the room is yours for an hour.",
      ],
      ["customer", "Thursday at two is perfect. I will bring my father's Miriam Makeba."],
      ["staff", "We look forward to that. Parking is behind the building, ring at the green door."],
    ],
    resolution: "other",
    tags: ["showroom"],
  },
];
