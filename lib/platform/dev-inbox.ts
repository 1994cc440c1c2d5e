import "server-only";
import { z } from "zod";
import { getEnv } from "./env";
import { listKeptMail } from "./mail";
import { listKeptMessages } from "./whatsapp";

const MESSAGES = 50;
const CHANNELS = ["email", "whatsapp", "sms"] as const;

export type DevMessage = {
  id: string;
  channel: (typeof CHANNELS)[number];
  to: string;
  /** Where an answer would go, when not to the sender. */
  replyTo: string | null;
  subject: string;
  text: string;
  createdAt: string;
};

const outboxAnswer = z.object({
  messages: z.array(
    z.object({
      id: z.number(),
      channel: z.enum(CHANNELS),
      to: z.string(),
      subject: z.string().nullable(),
      text: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
});

/**
 * What the portal and the embedded Supabase would have sent, newest first; null where this is no
 * developer's machine, because the messages hold everybody's sign-in links.
 */
export async function listDevMessages(): Promise<DevMessage[] | null> {
  if (!getEnv().isLocalSupabase) return null;
  const [outbox, kept, texts] = await Promise.all([
    readOutbox(),
    listKeptMail(MESSAGES),
    listKeptMessages(MESSAGES),
  ]);
  const mails = kept.ok ? kept.value.map((mail) => ({ ...mail, channel: "email" as const })) : [];
  const messages = texts.ok ? texts.value.map((one) => ({ ...one, replyTo: null, subject: "" })) : [];
  return [...outbox, ...mails, ...messages]
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, MESSAGES);
}

/** The outbox of the embedded Supabase. `supabase start` has none: it shows its mail at a port of its own. */
async function readOutbox(): Promise<DevMessage[]> {
  const { supabaseUrl, secretKey } = getEnv();
  const response = await fetch(`${supabaseUrl}/dev/outbox?limit=${MESSAGES}`, {
    headers: { apikey: secretKey },
    cache: "no-store",
  });
  if (!response.ok) return [];
  const { messages } = outboxAnswer.parse(await response.json());
  return messages.map((message) => ({
    ...message,
    id: `outbox-${message.id}`,
    replyTo: null,
    subject: message.subject ?? "",
    text: message.text ?? "",
  }));
}
