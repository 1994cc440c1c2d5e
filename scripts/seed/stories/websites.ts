import type { Story } from "./story.ts";

/** What website customers write about. */
export const WEBSITE_STORIES: readonly Story[] = [
  {
    key: "site-down",
    category: "technical",
    needs: "domain",
    subject: "{domain} shows an error page",
    opening:
      "Our site **{domain}** answers with “503” since a quarter of an hour, on the phone and on the laptop. We have bookings coming in today. Please help quickly.",
    turns: [
      [
        "staff",
        "Hi {customer}, I see it too and am on it. Did you install or update anything this morning, for example the booking form?",
      ],
      ["customer", "Yes, the booking form asked for an update and I pressed yes."],
      [
        "note",
        "Update needs a newer runtime than the site has. Rolled back, runtime upgrade planned for tonight 23:00.",
      ],
      [
        "staff",
        "The update wanted more than the server offered. I have put the old version back: you are online again. Tonight at 23:00 we renew the server, after which the update will work.",
      ],
      ["customer", "Online again, and a booking came in a minute later. Thank you for the speed."],
    ],
    resolution: "other",
    tags: ["outage", "website"],
  },
  {
    key: "new-prices",
    category: "site_edit",
    needs: "domain",
    subject: "New prices on {domain} from the first",
    opening:
      "Please change the price list from the first of next month:\n\n1. Portrait hour: R1 450\n2. Half day: R4 900\n3. Full day: R8 600\n\nThe rest stays.",
    turns: [
      [
        "staff",
        "Hi {customer}, gladly. Shall the new prices appear at midnight by themselves, or do you want to see them first on a preview page?",
      ],
      ["customer", "A preview first, please."],
      [
        "staff",
        "The preview is ready and the change is timed for midnight on the first. Write here if anything should be different.",
      ],
      ["customer", "Looks just right."],
    ],
    resolution: "other",
    tags: ["content"],
  },
  {
    key: "gallery",
    category: "site_edit",
    needs: "domain",
    subject: "Replace the photos in the gallery",
    opening:
      "I have twelve new photos for the gallery on {domain}. They are large (20 MB each). How do I get them to you, and can they keep their order?",
    turns: [
      [
        "staff",
        "Hi {customer}, files here go up to 10 MB, so please use the upload page of your site; I have just opened it for you. Number the names from 01 to 12 and they keep their order. Do you want captions?",
      ],
      ["customer", "Uploaded. Captions are in the text file with them."],
      [
        "staff",
        "All twelve are up, in order, with captions. I made smaller versions for phones, so the page still opens in a second.",
      ],
    ],
    resolution: "other",
    tags: ["content", "images"],
  },
  {
    key: "dns-help",
    category: "technical",
    needs: "domain",
    subject: "{domain} is not connected yet",
    opening:
      "I added the records for {domain} at my registrar yesterday, but the domain page still says that they are wrong. What did I do wrong?",
    turns: [
      [
        "staff",
        "Hi {customer}, almost nothing: the name still points to the registrar's parking page. Is there an older record called “www” or “@” in the list? A screenshot helps.",
      ],
      ["customer", "There is an old one from the parking page. Shall I delete it?"],
      [
        "staff",
        "Yes, delete that one and keep ours. Within an hour the page should turn green; the certificate follows by itself.",
      ],
    ],
    resolution: "other",
    tags: ["dns"],
  },
  {
    key: "mail-bounces",
    category: "technical",
    needs: "domain",
    subject: "E-mails from {domain} land in spam",
    opening:
      "Three guests told me that our confirmations went to their spam folder. Nothing has changed on our side that I know of.",
    turns: [
      [
        "staff",
        "Hi {customer}, the SPF record of {domain} does not name the newsletter service. Do you send newsletters from the same address?",
      ],
      ["customer", "Since last week, yes, with a free tool a friend recommended."],
      [
        "staff",
        "That is it. I have added the tool to the record and switched on DKIM. Give it a day, then send one to a friend to try.",
      ],
    ],
    resolution: "other",
    tags: ["email", "dns"],
  },
];
