import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same. Compares digests, so that neither length nor content shows in the time it takes. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
