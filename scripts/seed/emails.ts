import { createHash } from "node:crypto";
import { SIGN_INS } from "./cast.ts";
import { idOf } from "./random.ts";
import { expectData, expectOk, type Supabase } from "./supabase.ts";

const BUCKET = "inbound-mail";

/** E-mails that wait for staff, or were set aside: headers, and what they say. The portal judges them itself. */
function letters(): { headers: string[]; text: string }[] {
  const ticket = idOf("ticket", "naledi/crushed-corner");
  return [
    {
      headers: [
        "From: Bongani Sithole <bongani@kruger-lodge.example>",
        "Subject: Speakers for eleven chalets",
        "Message-ID: <lodge-1@kruger-lodge.example>",
      ],
      text: "Good day,\n\nwe are refurbishing eleven chalets near Hoedspruit and would like a small pair of speakers in each.\nA cousin of mine recommended you. Could somebody call me about prices for that number?\n\nKind regards\nBongani Sithole\n+27 15 555 0142\n",
    },
    {
      headers: [
        "From: Swift Couriers <claims@swift-couriers.example>",
        "Subject: Re: Parcel with a damaged corner",
        "Message-ID: <claim-77120@swift-couriers.example>",
        `In-Reply-To: <ticket.${ticket}@127.0.0.1>`,
      ],
      text: "Hello,\n\nyour customer sent us your e-mail. We have opened claim 77120; please keep the carton until our driver has seen it.\n\nSwift Couriers\n",
    },
    {
      headers: [
        "Authentication-Results: mx.urban-audio.example; spf=fail smtp.mailfrom=bounce@cheap-host.example; dkim=none; dmarc=fail header.from=portico.test",
        `From: ${SIGN_INS.naledi.name} <${SIGN_INS.naledi.email}>`,
        "Subject: New bank account for my refund",
        "Message-ID: <a8f3@cheap-host.example>",
      ],
      text: "Hi,\n\nplease send my refund to another account from now on: 62 1184 5507, branch 250 655.\nIt is urgent.\n",
    },
    {
      headers: [
        `From: ${SIGN_INS.johan.name} <${SIGN_INS.johan.email}>`,
        "Subject: Automatic reply: Your fibre installation",
        "Message-ID: <auto-1@guesthouse.example>",
        "Auto-Submitted: auto-replied",
      ],
      text: "Thank you for your message. The guesthouse is closed until Monday.\n",
    },
  ];
}

/** Delivers the demo's e-mails as a mail server would. The same ones again are the same e-mails. */
export async function deliverEmails(supabase: Supabase): Promise<void> {
  for (const { headers, text } of letters()) {
    const lines = [
      ...headers,
      "To: support@urban-audio.example",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
    ];
    const bytes = Buffer.from(lines.join("\n").replace(/\n/g, "\r\n"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const path = `${sha256.slice(0, 2)}/${sha256}`;
    const contentType = "message/rfc822";
    const body = new Blob([bytes], { type: contentType });
    expectData(await supabase.storage.from(BUCKET).upload(path, body, { contentType, upsert: true }));
    expectOk(
      await supabase.rpc("store_inbound_email", {
        p_input: { sha256, contentType, size: bytes.length, path },
      }),
    );
  }
}
