import { publicRoute } from "@/lib/auth/guard";
import { deliverCode } from "@/lib/auth/send-sms";
import { clientIp } from "@/lib/platform/client-ip";
import { readText } from "@/lib/platform/http";
import { consumeRateLimit } from "@/lib/platform/rate-limit";

const MAX_BYTES = 64 * 1024;

/** Only what is not from Supabase is counted. */
const FORGERIES = { name: "send-sms-refused", limit: 30, windowSeconds: 60 };

/** Supabase's Send-SMS hook, see docs/sign-in.md. No session and no cookie: the signature is what counts. */
export const POST = publicRoute({}, async ({ request }) => {
  const body = await readText(request, MAX_BYTES);
  if (!body.ok) return body;
  const delivered = await deliverCode(body.value, request.headers);
  if (delivered.ok || delivered.error.reason !== "bad_signature") return delivered;
  const allowed = await consumeRateLimit(FORGERIES, clientIp(request.headers));
  return allowed.ok ? delivered : allowed;
});
