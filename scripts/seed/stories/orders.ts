import type { Story } from "./story.ts";

/** What goes wrong with parcels. */
export const ORDER_STORIES: readonly Story[] = [
  {
    key: "crushed-corner",
    category: "order_issue",
    issueType: "damaged_product",
    needs: "order",
    products: ["speakers", "amplifiers", "turntables"],
    subject: "{product} arrived with a crushed corner",
    opening:
      "Hi there,\n\nMy order **{order}** came this morning. The box was soft on one side, and when I unpacked the {product} one corner was crushed and the veneer is split. It plays, but I paid for new.\n\nI kept all the packaging. What now?",
    turns: [
      [
        "staff",
        "Hi {customer}, I am sorry, nobody wants to unpack that. Could you send two photos: one of the damage, and one of the label and the outside of the box? With those I can claim from {carrier} and get a replacement moving the same day.",
      ],
      [
        "customer",
        "Here you go. The dent on the outside lines up exactly with the split, so I think it fell on that corner.",
      ],
      [
        "note",
        "Third crushed corner with {carrier} this month. Claim filed, reference in the carrier portal.",
      ],
      [
        "staff",
        "Thank you, that is all I need. A replacement leaves our warehouse tomorrow and the driver takes the damaged one back, so please keep the box until then. You do not need to pay anything.",
      ],
    ],
    resolution: "replacement",
    tags: ["carrier-claim", "damaged"],
  },
  {
    key: "missing-spikes",
    category: "order_issue",
    issueType: "missing_items",
    needs: "order",
    products: ["stands"],
    subject: "Spikes and feet missing from order {order}",
    opening:
      "The {product} came well packed, but the bag with the spikes and feet is not in the box. The manual shows eight of them. Without them the stands wobble on our floorboards.",
    turns: [
      [
        "staff",
        "Hi {customer}, that bag is sometimes taped under the top foam. Would you look there before I send another? If it is not there, tell me your floor: wood or tiles? There are two kinds.",
      ],
      ["customer", "I looked under every piece of foam, nothing. The floor is wood."],
      ["staff", "Then a set with brass discs for wooden floors is on its way by post, free of charge."],
    ],
    resolution: "replacement",
    tags: ["missing-parts"],
  },
  {
    key: "wrong-colour",
    category: "order_issue",
    issueType: "wrong_items",
    needs: "order",
    products: ["speakers"],
    subject: "Ordered walnut, received black",
    opening:
      "I ordered the {product} in walnut (order {order}) and what came is black. The sticker on the box says walnut, so I suspect somebody packed the wrong ones.",
    turns: [
      [
        "staff",
        "Hi {customer}, sorry about that. Could you read me the serial number from the back? It starts with KU or DR. That tells us whether it is one box or a whole pallet with the wrong sticker.",
      ],
      ["customer", "KU-22-10447 on the left one, KU-22-10448 on the right one."],
      ["note", "Whole batch 104xx is mislabelled, warehouse told to check before shipping more."],
      [
        "staff",
        "You found a mislabelled batch, thank you. Walnut goes out today; {carrier} collects the black pair when they deliver. As a thank you there is a R300 voucher on your account.",
      ],
    ],
    resolution: "replacement",
    tags: ["warehouse", "wrong-item"],
  },
  {
    key: "late-for-birthday",
    category: "order_issue",
    issueType: "late_delivery",
    needs: "order",
    orderStatuses: ["shipped", "delivered"],
    subject: "Order {order} was promised for Thursday",
    opening:
      "The {product} is a birthday present for Saturday. The order page said Thursday, and the tracking has not moved for two days. Can you find out where it is?",
    turns: [
      [
        "staff",
        "Hi {customer}, I have {carrier} on the other line. Would a collection at their depot in {town} help, if the van does not make it to you?",
      ],
      ["customer", "Yes, I can collect on Friday afternoon if I know it is really there."],
      [
        "staff",
        "It is there now, shelf 14 under your surname. They are open until 17:00 on Friday and 12:00 on Saturday; bring your ID and {tracking}. I have refunded the delivery fee.",
      ],
      ["customer", "Collected it on the way home. You saved the birthday, thank you!"],
    ],
    resolution: "partial_refund",
    tags: ["late", "courier"],
  },
  {
    key: "box-opened",
    category: "order_issue",
    issueType: "packaging_issue",
    needs: "order",
    subject: "The box of order {order} had been opened",
    opening:
      "The tape on my parcel was cut and stuck together again. Everything seems to be in it, but the {product} has fingerprints. Was this a return?",
    turns: [
      [
        "staff",
        "Hi {customer}, we only send new goods under that item number, so I would like to know too. Was the seal inside, a round silver sticker, still whole?",
      ],
      ["customer", "The silver sticker is whole. So only the outer box was opened?"],
      [
        "staff",
        "Yes: the outer box was opened for inspection, which {carrier} may do, and the product itself never was. If you would still rather have another one, say so and we swap it.",
      ],
    ],
    resolution: "no_action",
    tags: ["packaging"],
  },
  {
    key: "where-is-it",
    category: "shipping",
    needs: "order",
    orderStatuses: ["shipped", "delivered"],
    subject: "Where is my order {order}?",
    opening:
      "The tracking number {tracking} says “label created” since Monday. Has it been collected at all?",
    turns: [
      [
        "staff",
        "Hi {customer}, it left us on time, but it missed the first scan. I have asked {carrier} for the depot's own record. Are you at the delivery address on weekdays before 16:00?",
      ],
      [
        "customer",
        "Yes, somebody is always here. Please tell them to ring the bell, the intercom is broken.",
      ],
      [
        "staff",
        "Found: it is on the van for {town}, with your note about the bell. You should have it tomorrow.",
      ],
    ],
    resolution: "no_action",
    tags: ["tracking"],
  },
  {
    key: "change-address",
    category: "shipping",
    needs: "order",
    orderStatuses: ["processing", "shipped", "delivered", "cancelled"],
    subject: "Please deliver order {order} to my work",
    opening:
      "We are away from home all week. Could the {product} go to my office in {town} instead? Reception is open from 8 to 5.",
    turns: [
      [
        "staff",
        "Hi {customer}, it has not left yet, so that is easy. Which street address, and whose name should be on the parcel?",
      ],
      ["customer", "14 Station Street, second floor, reception of Molefe & Daughters. My name is fine."],
      ["staff", "Changed. You get the new tracking link by e-mail as soon as the carrier scans it."],
    ],
    resolution: "no_action",
    tags: ["address"],
  },
  {
    key: "return-cable",
    category: "order_issue",
    issueType: "quality_issue",
    needs: "order",
    products: ["cables"],
    subject: "Loose plug on the {product}",
    opening:
      "One plug of the {product} comes off when I bend the cable a little. I have tried it on two amplifiers. Order {order}.",
    turns: [
      [
        "staff",
        "Hi {customer}, that should not happen. Is it the plug with the red ring, and does the collar turn freely?",
      ],
      ["customer", "Red ring, and yes, it turns without end."],
      [
        "staff",
        "The inner screw was never tightened. You can keep the cable: a new one is in the post. If you like, we mend the old one when you are next in the shop.",
      ],
    ],
    resolution: "replacement",
    tags: ["quality"],
  },
];
