import { publicRoute } from "@/lib/auth/guard";
import { confirmWhatsApp, receiveWhatsAppReport } from "@/lib/notifications/webhook-service";

/** WhatsApp asks whether this address is ours, and reads its challenge back as plain text. */
export const GET = publicRoute({}, async ({ request }) => {
  const confirmed = confirmWhatsApp(request.nextUrl.searchParams);
  return confirmed.ok
    ? new Response(confirmed.value, { headers: { "content-type": "text/plain" } })
    : confirmed;
});

/** What became of messages, and who answered with stop: see docs/notifications.md. */
export const POST = publicRoute({}, ({ request }) => receiveWhatsAppReport(request));
