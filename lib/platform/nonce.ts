import "server-only";
import { headers } from "next/headers";

export const NONCE_HEADER = "x-nonce";

/**
 * The nonce of this request, for an inline script of our own (`<script nonce={await getNonce()}>`).
 * Next puts it on its own scripts by itself, but only on a page that is rendered for the request: the
 * root layout therefore awaits this and exports `instant = false`, and no page is prerendered.
 */
export async function getNonce(): Promise<string | undefined> {
  return (await headers()).get(NONCE_HEADER) ?? undefined;
}
