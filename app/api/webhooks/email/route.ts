import { publicRoute } from "@/lib/auth/guard";
import { receiveMail } from "@/lib/mailbox/webhook-service";

/** Incoming e-mail, from Postmark or any mail server that can call: see docs/email.md. */
export const POST = publicRoute({}, ({ request }) => receiveMail(request));
