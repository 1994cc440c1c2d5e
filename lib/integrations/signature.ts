import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** How far the time of a signature may be from ours, in seconds. */
const TOLERANCE_SECONDS = 300;

const HEADER = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})$/;

export type Signature = { time: number; digests: string[] };
export type SignatureFault = "unsigned" | "malformed" | "stale" | "wrong";

/** The value of `X-Portico-Signature` for a body that is sent at `time` (seconds since 1970). */
export function sign(secret: string, time: number, body: string | Uint8Array): string {
  return `t=${time},v1=${digestOf(secret, time, body).toString("hex")}`;
}

/**
 * Reads the header and checks its time, before anybody has to read the body. Several `v1` are allowed:
 * while a secret is being replaced, a sender may sign with both.
 */
export function readSignature(header: string | null, now: Date): Signature | SignatureFault {
  if (!header) return "unsigned";
  const match = HEADER.exec(header.replaceAll(/,\s+/g, ",").trim());
  if (!match) return "malformed";
  const time = Number(match[1]);
  if (Math.abs(now.getTime() / 1_000 - time) > TOLERANCE_SECONDS) return "stale";
  const digests = (match[2] ?? "")
    .split(",v1=")
    .slice(1)
    .map((digest) => digest.toLowerCase());
  return { time, digests };
}

/** Whether one of the digests is that of the body under one of the secrets. Every pair is compared, in constant time. */
export function isSignedBy(
  signature: Signature,
  body: string | Uint8Array,
  secrets: readonly string[],
): boolean {
  let found = false;
  for (const secret of secrets) {
    const expected = digestOf(secret, signature.time, body);
    for (const digest of signature.digests) {
      if (timingSafeEqual(Buffer.from(digest, "hex"), expected)) found = true;
    }
  }
  return found;
}

/** What makes a signed request itself, whichever secret it was signed with and however often. Hex. */
export function fingerprint(signature: Signature, body: string | Uint8Array): string {
  return createHash("sha256").update(`${signature.time}.`).update(body).digest("hex");
}

function digestOf(secret: string, time: number, body: string | Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${time}.`).update(body).digest();
}
