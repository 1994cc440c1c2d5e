import "server-only";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Gives the outcome of `work` no earlier than `milliseconds` after the start. What takes longer for an
 * address that exists than for one that does not (a password hash, an e-mail) then cannot be told by time.
 */
export async function withEvenTime<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.all([work(), sleep(milliseconds)]);
  return outcome;
}
