import { publicRoute } from "@/lib/auth/guard";
import { receiveEmailReport } from "@/lib/notifications/webhook-service";

/** Bounces and complaints from Postmark or Amazon SES: see docs/notifications.md. */
export const POST = publicRoute({}, ({ request }) => receiveEmailReport(request));
