import type { Transporter } from "nodemailer";
import { createTransport } from "nodemailer";
import { z } from "zod";
import type { Database } from "../database/database.ts";

export const MessageInput = z.object({
  channel: z.enum(["email", "whatsapp", "sms"]),
  to: z.string().min(1).max(320),
  subject: z.string().max(500).nullish(),
  text: z.string().max(100_000).nullish(),
  html: z.string().max(500_000).nullish(),
});

export type MessageInput = z.infer<typeof MessageInput>;

export interface OutboxMessage {
  readonly id: number;
  readonly channel: "email" | "whatsapp" | "sms";
  readonly to: string;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Keeps every message that would leave the machine, and sends e-mails on when there is an SMTP server. */
export interface Outbox {
  add(message: MessageInput): Promise<OutboxMessage>;
  /** Newest first; `before` is the id to continue below. */
  list(options?: { limit?: number; before?: number }): Promise<OutboxMessage[]>;
}

const COLUMNS = `id::int, channel, recipient as "to", subject, text, html, created_at as "createdAt"`;

export function createOutbox(database: Database, smtp?: { url: string; from: string }): Outbox {
  const transport: Transporter | null = smtp ? createTransport(smtp.url) : null;
  return {
    async add({ channel, to, subject = null, text = null, html = null }) {
      const [message] = await database.query<OutboxMessage>(
        `insert into embedded.outbox (channel, recipient, subject, text, html)
         values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
        [channel, to, subject, text, html],
      );
      if (!message) throw new Error("The outbox kept no message.");
      if (transport && smtp && channel === "email") {
        await transport.sendMail({
          from: smtp.from,
          to,
          subject: subject ?? "",
          ...(text && { text }),
          ...(html && { html }),
        });
      }
      return message;
    },
    list: ({ limit = 50, before } = {}) =>
      database.query<OutboxMessage>(
        `select ${COLUMNS} from embedded.outbox where $1::bigint is null or id < $1 order by id desc limit $2`,
        [before ?? null, limit],
      ),
  };
}
