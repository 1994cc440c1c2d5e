import "server-only";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until `milliseconds` have passed since `started` (`performance.now()`). What takes longer for an
 * address that exists than for one that does not (a password hash, an e-mail) then cannot be told by time.
 */
export async function waitOut(started: number, milliseconds: number): Promise<void> {
  const left = milliseconds - (performance.now() - started);
  if (left > 0) await sleep(left);
}
