import { createHash } from "node:crypto";

/** An e-mail about a ticket to one address. `key` says which one it is, such as `reply.<message id>`. */
type Letter = { key: string; address: string; ticketId: string; number: string; thread: readonly string[] };

/** How many earlier ids go along; the root always does. RFC 5322 lets senders shorten the list in the middle. */
const MAX_REFERENCES = 20;

/** Angle brackets, no spaces, nothing that could end the header: ids that others sent us are repeated here. */
const MESSAGE_ID = /^<[!-;=?-~]{3,400}>$/;

/**
 * Headers that keep the e-mails of a ticket together in a mailbox. `Message-ID` is the same at each try, so
 * that one shows once even when a server took the first and failed to say so; `References` begins with an id
 * of the ticket's own, and ends with the latest that this address has got or sent (`thread`, oldest first).
 */
export function threadHeaders({ key, address, ticketId, number, thread }: Letter, host: string) {
  const recipient = createHash("sha256").update(address).digest("hex").slice(0, 12);
  const messageId = `<${key}.${recipient}@${host}>`;
  const root = `<ticket.${ticketId}@${host}>`;
  const earlier = thread.filter((id) => id !== messageId && id !== root && MESSAGE_ID.test(id));
  return {
    "Message-ID": messageId,
    "In-Reply-To": earlier.at(-1) ?? root,
    References: [root, ...earlier.slice(-MAX_REFERENCES)].join(" "),
    "X-Portico-Ticket": number,
    // Out-of-office programs answer people, not us.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  };
}
