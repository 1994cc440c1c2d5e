import "server-only";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import webPush from "web-push";
import { getEnv } from "./env";
import { isPublicAddress, lookupPublic } from "./public-address";

const PATIENCE_MS = 10_000;
/** What nobody picked up for a day is old news: the list in the portal has it. */
const TTL_SECONDS = 86_400;

export type PushTarget = { endpoint: string; p256dh: string; auth: string };
export type PushMessage = { title: string; body: string; url: string; tag: string };

/** `gone`: this browser will never take one again. `refused`: it is our fault, another try is of no use. */
export type PushOutcome = "sent" | "gone" | "refused" | "unreachable";

/** The key that browsers subscribe with; null where web push is not set up. */
export function pushKey(): string | null {
  return getEnv().vapid?.publicKey ?? null;
}

/**
 * Whether notifications may be sent to this address. It comes from a browser, that is from anybody: only https, only
 * names on the public internet, or an origin that this installation trusts by name.
 */
export function isPushEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (getEnv().pushOrigins.includes(url.origin)) return true;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isName =
    host.includes(".") && isIP(host) === 0 && !/\.(local|localhost|internal|lan|home\.arpa)$/i.test(host);
  return url.protocol === "https:" && url.port === "" && !url.username && (isName || isPublicAddress(host));
}

/** Sends one message, encrypted for this browser alone, to the push service of its maker. */
export async function sendPush(
  target: PushTarget,
  message: PushMessage,
  isUrgent: boolean,
): Promise<{ outcome: PushOutcome; detail: string }> {
  const { vapid, pushOrigins } = getEnv();
  if (!vapid || !isPushEndpoint(target.endpoint))
    return { outcome: "gone", detail: "not an address that is sent to" };
  const { endpoint, p256dh, auth } = target;
  const { method, headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(message),
    {
      vapidDetails: vapid,
      TTL: TTL_SECONDS,
      urgency: isUrgent ? "high" : "normal",
      contentEncoding: webPush.supportedContentEncodings.AES_128_GCM,
    },
  );
  const url = new URL(endpoint);
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  const lookup = pushOrigins.includes(url.origin) ? {} : { lookup: lookupPublic };
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    // Redirects are not followed: they could lead anywhere.
    const request = send(url, { method, headers, signal, ...lookup }, (response) => {
      response.resume();
      resolve(judge(response.statusCode ?? 0));
    });
    request.on("error", (error) => resolve({ outcome: "unreachable", detail: error.message.slice(0, 200) }));
    request.end(body);
  });
}

function judge(status: number): { outcome: PushOutcome; detail: string } {
  const detail = `answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: "sent", detail };
  if (status === 404 || status === 410) return { outcome: "gone", detail };
  return { outcome: status === 429 || status >= 500 ? "unreachable" : "refused", detail };
}
