import type { Story } from "./story.ts";

/** Money, accounts, and what fits nowhere else. */
export const ACCOUNT_STORIES: readonly Story[] = [
  {
    key: "charged-twice",
    category: "billing",
    needs: "order",
    orderStatuses: ["paid", "processing", "shipped", "delivered", "refunded"],
    subject: "Charged twice for order {order}",
    opening:
      "My bank shows two payments for order {order} on the same day, with one minute between them. I only pressed the button once.",
    turns: [
      [
        "staff",
        "Hi {customer}, let me look at both. Could you tell me the last four digits of the card, and whether one of the two is marked “pending”?",
      ],
      ["customer", "Ends in 4417. The second one is not pending any more."],
      ["note", "Payment gateway confirms a duplicate capture. Refund started, 3 to 5 working days."],
      [
        "staff",
        "You are right: the payment service took it twice. The second payment is on its way back and will be in your account within five working days. Sorry for the scare.",
      ],
      ["customer", "It is back already. Thank you."],
    ],
    resolution: "partial_refund",
    tags: ["refund", "payments"],
  },
  {
    key: "vat-number",
    category: "billing",
    subject: "VAT number missing on our invoices",
    opening:
      "Our accountant needs our VAT number on every invoice: **4990000001**. Can you add it, and send the last three again?",
    turns: [
      [
        "staff",
        "Hi {customer}, added for everything from today. For the past three: should they be addressed to the company exactly as in your profile?",
      ],
      ["customer", "Yes, exactly as in the profile."],
      [
        "staff",
        "The three corrected invoices are under Invoices now, marked as copies. The amounts have not changed.",
      ],
    ],
    resolution: "other",
    tags: ["invoice", "vat"],
  },
  {
    key: "debit-date",
    category: "billing",
    subject: "Could the debit order run on the 27th?",
    opening: "My salary comes on the 25th and your debit order on the 1st. Could it run on the 27th instead?",
    turns: [
      [
        "staff",
        "Hi {customer}, yes. It means one shorter month, so the first invoice will be about R80 less. Is the same account all right?",
      ],
      ["customer", "Same account, and less is always all right."],
      ["staff", "Done, from this month on. You get an e-mail three days before each debit."],
    ],
    resolution: "other",
    tags: ["debit-order"],
  },
  {
    key: "paid-but-overdue",
    category: "billing",
    subject: "Invoice says overdue, but I paid it",
    opening:
      "I paid by EFT a week ago and the invoice still says overdue. I do not want to be cut off because of a mix-up. I attach the proof of payment.",
    turns: [
      [
        "staff",
        "Hi {customer}, nobody cuts you off while we look. The proof shows the reference “INV”, without the number; was it paid from the account ending in 902?",
      ],
      ["customer", "Yes, that is the one. I typed the reference on my phone in the queue."],
      ["note", "Found among the unallocated receipts. Allocated, and the reminder withdrawn."],
      [
        "staff",
        "Found and matched, the invoice is paid. Next time use the QR code on the invoice, it fills in the reference for you.",
      ],
    ],
    resolution: "no_action",
    tags: ["payments"],
  },
  {
    key: "change-email",
    category: "account",
    subject: "New e-mail address for my account",
    opening:
      "My provider closes down at the end of the year. How do I change the address I sign in with, and do I keep my old tickets?",
    turns: [
      [
        "staff",
        "Hi {customer}, your tickets stay. Under Profile you enter the new address and confirm it from there. Can you still read the old mailbox? We tell it about the change.",
      ],
      ["customer", "Yes, until December. I found the page, it was quick."],
      ["staff", "I can see the new address is confirmed. All set."],
    ],
    resolution: "other",
    tags: ["profile"],
  },
  {
    key: "add-colleague",
    category: "account",
    subject: "Access for a colleague",
    opening:
      "Our new bookkeeper should see the invoices, but not necessarily open tickets. Can she have a sign-in of her own?",
    turns: [
      [
        "staff",
        "Hi {customer}, of course. Which e-mail address will she use, and shall she see all of the company's tickets?",
      ],
      ["customer", "I will send the address separately. Seeing the tickets is fine."],
      [
        "staff",
        "She is invited. Mark a ticket as private when you open it, if something should stay between you and us.",
      ],
    ],
    resolution: "other",
    tags: ["access"],
  },
  {
    key: "trade-in",
    category: "other",
    subject: "Do you take old equipment in part payment?",
    opening:
      "I have a pair of speakers from the nineties that still sound lovely. Do you take such things when I buy new ones?",
    turns: [
      [
        "staff",
        "Hi {customer}, often, yes. Which make are they, and are the rubber rings around the cones still soft?",
      ],
      ["customer", "I will look this weekend and send photos."],
      [
        "staff",
        "From the photos I can offer R1 800 off a new pair, valid for a month. We collect the old ones when we deliver.",
      ],
    ],
    resolution: "store_credit",
    tags: ["trade-in"],
  },
  {
    key: "praise",
    category: "other",
    subject: "Just to say thank you",
    opening:
      "No problem this time. Your driver helped my mother carry the old television downstairs, which was not his job at all. Please tell him that it made her week.",
    turns: [
      [
        "staff",
        "Hi {customer}, what a lovely message to start the day with. Do you remember his name, so that it reaches the right person?",
      ],
      ["customer", "Bongani, with the blue cap."],
      ["staff", "Bongani has it printed on his dashboard now. Thank you for writing!"],
    ],
    resolution: "no_action",
    tags: ["praise"],
  },
];
