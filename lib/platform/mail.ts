import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage } from "./error-messages";
import { log } from "./log";
import { redactText } from "./redact";
import { createAdminClient } from "./supabase/admin";
import { unwrap } from "./supabase/unwrap";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Which kind of e-mail it is, such as `ticket_reply`. */
  template: string;
  /** The same key is sent once, however often a job is repeated. */
  dedupeKey?: string;
  customerId?: string;
  ticketId?: string;
  /** Headers beyond the usual ones. A `Message-ID` of the caller's own stays the same at each try. */
  headers?: Record<string, string>;
  /** Where an answer goes, when not to the sender. */
  replyTo?: string | undefined;
  /** A calendar entry that goes along, as mail programs understand it: with its method, and as a file. */
  icalEvent?: { method: "REQUEST" | "CANCEL"; content: string };
  attachments?: readonly { filename: string; content: string | Buffer; contentType: string }[];
};

/** The connection pool of this process. */
let transport: Transporter | undefined;

/**
 * Sends an e-mail by SMTP, or keeps it in `email_logs` when no mail server is configured. The log
 * remembers each one; its text only when that is the only place where it exists.
 */
export async function sendMail(mail: Mail): Promise<Result<undefined>> {
  // Somebody who signs in by phone alone has no address.
  if (mail.to === "") return ok();
  const entry = await enterInLog(mail);
  if (!entry.ok) return entry;
  if (entry.value.isDone || !getEnv().smtpUrl) return ok();
  try {
    const { messageId } = await getTransport().sendMail({
      from: getEnv().mailFrom,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      ...(mail.headers === undefined ? {} : { headers: mail.headers }),
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      ...(mail.icalEvent && { icalEvent: { ...mail.icalEvent, filename: "invite.ics" } }),
      ...(mail.attachments && { attachments: mail.attachments.map((file) => ({ ...file })) }),
    });
    return await updateLog(entry.value.id, { status: "sent", message_id: messageId, error: null });
  } catch (error) {
    log.warn({ err: error, emailId: entry.value.id }, "mail server refused an e-mail");
    await updateLog(entry.value.id, { status: "failed", error: redactText(String(error)).slice(0, 500) });
    return err(appError("unavailable", defaultMessage("unavailable"), { reason: "mail_not_sent" }));
  }
}

/** The log entry of this e-mail, made now or at an earlier try. */
async function enterInLog(mail: Mail): Promise<Result<{ id: string; isDone: boolean }>> {
  const isKept = !getEnv().smtpUrl;
  const table = createAdminClient().from("email_logs");
  const inserted = unwrap(
    await table
      .insert({
        to_address: mail.to,
        subject: mail.subject,
        template: mail.template,
        status: isKept ? "kept" : "queued",
        body_text: isKept ? mail.text : null,
        body_html: isKept ? (mail.html ?? null) : null,
        dedupe_key: mail.dedupeKey ?? null,
        // Known before it is sent: an answer may come sooner than the mail server's.
        message_id: mail.headers?.["Message-ID"] ?? null,
        reply_to: mail.replyTo ?? null,
        customer_id: mail.customerId ?? null,
        ticket_id: mail.ticketId ?? null,
      })
      .select("id")
      .single(),
  );
  if (inserted.ok) return ok({ id: String(inserted.value.id), isDone: false });
  if (inserted.error.code !== "conflict" || !mail.dedupeKey) return inserted;
  const earlier = unwrap(await table.select("id, status").eq("dedupe_key", mail.dedupeKey).single());
  if (!earlier.ok) return earlier;
  const { id, status } = earlier.value;
  return ok({ id: String(id), isDone: status === "sent" || status === "kept" });
}

async function updateLog(id: string, changes: EmailLogChanges): Promise<Result<undefined>> {
  const answer = unwrap(await createAdminClient().from("email_logs").update(changes).eq("id", id));
  return answer.ok ? ok() : answer;
}

type EmailLogChanges = { status: "sent" | "failed"; message_id?: string; error: string | null };

function getTransport(): Transporter {
  // A server that hangs must fail before the job's lease ends: then another worker would send it again.
  const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  transport ??= createTransport({ url: getEnv().smtpUrl, pool: true, ...patience } as object);
  return transport;
}

/** An e-mail that was kept because there is no mail server. `createdAt` is ISO 8601. */
export type KeptMail = {
  id: string;
  to: string;
  replyTo: string | null;
  subject: string;
  text: string;
  createdAt: string;
};

/** The newest kept e-mails, for a developer's inbox. */
export async function listKeptMail(limit: number): Promise<Result<KeptMail[]>> {
  const answer = unwrap(
    await createAdminClient()
      .from("email_logs")
      .select("id, to_address, reply_to, subject, body_text, created_at")
      .eq("status", "kept")
      .order("created_at", { ascending: false })
      .limit(limit),
  );
  if (!answer.ok) return answer;
  return ok(
    answer.value.map((row) => ({
      id: row.id,
      to: row.to_address,
      replyTo: row.reply_to,
      subject: row.subject,
      text: row.body_text ?? "",
      createdAt: row.created_at,
    })),
  );
}
