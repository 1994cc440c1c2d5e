import { publicRoute } from "@/lib/auth/guard";
import { receiveWebhook } from "@/lib/payments/service";
import { clientIp } from "@/lib/platform/client-ip";
import { readText } from "@/lib/platform/http";
import { consumeRateLimit } from "@/lib/platform/rate-limit";

const MAX_BYTES = 512 * 1024;

/** Only what is not from Stripe is counted: its own deliveries come in bursts, and each of them matters. */
const FORGERIES = { name: "stripe-webhook-refused", limit: 30, windowSeconds: 60 };

/** What Stripe reports. No session and no cookie: the signature over the body as it came is what counts. */
export const POST = publicRoute({}, async ({ request }) => {
  const body = await readText(request, MAX_BYTES);
  if (!body.ok) return body;
  const received = await receiveWebhook(body.value, request.headers);
  if (received.ok || received.error.reason !== "bad_signature") return received;
  const allowed = await consumeRateLimit(FORGERIES, clientIp(request.headers));
  return allowed.ok ? received : allowed;
});
