import { createHmac, timingSafeEqual } from "node:crypto";

/** With what reply addresses are signed, the current secret first, and the domain that they are on. */
export type ReplyConfig = { secrets: readonly string[]; domain: string };

const PREFIX = "reply+";
/** Bytes of the ticket's id, of the recipient's mark, and of the signature over both. */
const TICKET = 16;
const MARK = 5;
const SIGNATURE = 12;
const TOKEN_LENGTH = Math.ceil(((TICKET + MARK + SIGNATURE) * 8) / 5);
/** RFC 4648 in lower case: some servers on the way write addresses in small letters, so base64 would not survive. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The address that a recipient answers to: `reply+<token>@<domain>`, 59 characters before the "@" (64 are
 * allowed). The token names the ticket, marks the recipient, and is signed: nobody can make one for another
 * ticket, and it tells nothing about anybody.
 */
export function replyAddress(config: ReplyConfig, ticketId: string, recipient: string): string {
  const key = keyOf(config.secrets[0] ?? "");
  const ticket = Buffer.from(ticketId.replaceAll("-", ""), "hex");
  const claims = Buffer.concat([ticket, markOf(key, recipient)]);
  return `${PREFIX}${toBase32(Buffer.concat([claims, signatureOf(key, claims)]))}@${config.domain}`;
}

/**
 * The ticket of the first genuine reply address among `addresses`, and whether it was made for `sender`.
 * Addresses that were signed with an earlier secret count as long as it is configured.
 */
export function findReplyTicket(
  config: ReplyConfig,
  addresses: readonly string[],
  sender: string,
): { ticketId: string; isSenders: boolean } | null {
  for (const address of addresses) {
    const token = tokenOf(config, address);
    if (!token) continue;
    const claims = token.subarray(0, TICKET + MARK);
    const mark = claims.subarray(TICKET);
    const signature = token.subarray(TICKET + MARK);
    for (const secret of config.secrets) {
      const key = keyOf(secret);
      if (!timingSafeEqual(signature, signatureOf(key, claims))) continue;
      return {
        ticketId: uuidOf(claims.subarray(0, TICKET)),
        isSenders: timingSafeEqual(mark, markOf(key, sender)),
      };
    }
  }
  return null;
}

function tokenOf({ domain }: ReplyConfig, address: string): Buffer | null {
  const lower = address.toLowerCase();
  if (!lower.startsWith(PREFIX) || !lower.endsWith(`@${domain}`)) return null;
  return fromBase32(lower.slice(PREFIX.length, -domain.length - 1));
}

/** A key of its own, so that a signature from elsewhere under the same secret is none here. */
function keyOf(secret: string): Buffer {
  return createHmac("sha256", secret).update("portico reply address v1").digest();
}

function markOf(key: Buffer, recipient: string): Buffer {
  return createHmac("sha256", key)
    .update(`recipient\0${recipient.trim().toLowerCase()}`)
    .digest()
    .subarray(0, MARK);
}

function signatureOf(key: Buffer, claims: Buffer): Buffer {
  return createHmac("sha256", key).update("claims\0").update(claims).digest().subarray(0, SIGNATURE);
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)])
    .join("");
}

function fromBase32(text: string): Buffer | null {
  if (text.length !== TOKEN_LENGTH || !/^[a-z2-7]+$/.test(text)) return null;
  const bits = Array.from(text, (char) => ALPHABET.indexOf(char).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  // What is left over fills the last letter, with zeros: one token has one spelling.
  if (Number.parseInt(bits.slice(bytes.length * 8) || "0", 2) !== 0) return null;
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
