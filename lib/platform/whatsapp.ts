import "server-only";
import { z } from "zod";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage } from "./error-messages";
import { log } from "./log";
import { redactText } from "./redact";
import { createAdminClient } from "./supabase/admin";
import { unwrap } from "./supabase/unwrap";

/** The Cloud API's version and its usual address. */
const VERSION = "v23.0";
const GRAPH = "https://graph.facebook.com";
/** A service that hangs must fail before the lease of the job ends that sends. */
const PATIENCE_MS = 10_000;

export type WhatsAppMessage = {
  /** E.164. */
  to: string;
  /** An approved template: the only thing that may be sent outside of the 24 hours after a customer's own message. */
  template: { name: string; language: string; parameters: readonly string[] };
  /** The message in words, for whoever reads it where no service is configured. */
  preview: string;
  /** The same key is sent once, however often a job is repeated. */
  dedupeKey: string;
  customerId?: string | undefined;
  userId?: string | undefined;
  /** A `code` uses an authentication template, with its button to copy, and its text is kept on a developer's machine only. */
  kind: "code" | "notice";
};

/** Why a message did not leave, as the `reason` of the error. Only the last is worth another try. */
type Reason = "recipient_unreachable" | "message_refused" | "message_not_sent";

/**
 * Sends a template by the WhatsApp Cloud API, or keeps the message in `message_logs` when none is configured. `id` is
 * WhatsApp's, under which its status webhooks speak of the message.
 *
 * Fails with `invalid_request` (`recipient_unreachable`, `message_refused`) where trying again is of no use, and
 * with `unavailable` (`message_not_sent`) where it may help.
 */
export async function sendWhatsApp(
  message: WhatsAppMessage,
): Promise<Result<{ id?: string; kept: boolean }>> {
  const { token, phoneNumberId } = getEnv().whatsapp;
  const isKept = !token || !phoneNumberId;
  const entry = await enterInLog(message, isKept);
  if (!entry.ok) return entry;
  const { id, providerId, isDone } = entry.value;
  if (isKept) return ok({ kept: true });
  if (isDone) return ok({ ...(providerId ? { id: providerId } : {}), kept: false });
  const sent = await post(message);
  if (sent.ok) {
    const noted = await updateLog(id, { status: "sent", provider_id: sent.value, error: null });
    return noted.ok ? ok({ id: sent.value, kept: false }) : noted;
  }
  const { reason, note } = sent.error;
  log.warn({ messageId: id, reason, note }, "WhatsApp refused a message");
  await updateLog(id, { status: "failed", error: note });
  const code = reason === "message_not_sent" ? "unavailable" : "invalid_request";
  return err(appError(code, defaultMessage(code), { reason }));
}

const sentAnswer = z.object({ messages: z.array(z.object({ id: z.string().min(1).max(200) })).min(1) });
const refusal = z.object({ error: z.object({ code: z.number(), message: z.string().default("") }) });

/** Codes of the Cloud API: this number has no WhatsApp, or does not take our messages. */
const UNREACHABLE = new Set([131_026, 131_030, 131_050, 131_051, 130_472]);
/** And: the service is busy, or sends too much. */
const BUSY = new Set([1, 2, 4, 80_007, 130_429, 131_000, 131_016, 131_048, 131_056, 131_057, 133_004]);

async function post(message: WhatsAppMessage): Promise<Result<string, { reason: Reason; note: string }>> {
  const { token, phoneNumberId, baseUrl } = getEnv().whatsapp;
  try {
    const response = await fetch(`${baseUrl ?? GRAPH}/${VERSION}/${phoneNumberId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(toBody(message)),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: "no-store",
    });
    const answer: unknown = await response.json().catch(() => null);
    const sent = sentAnswer.safeParse(answer);
    if (response.ok && sent.success) return ok(sent.data.messages[0]?.id ?? "");
    const fault = refusal.safeParse(answer).data?.error;
    const note = redactText(`${response.status} ${fault?.code ?? ""} ${fault?.message ?? ""}`).slice(0, 500);
    return err({ reason: reasonOf(response.status, fault?.code), note });
  } catch (error) {
    return err({ reason: "message_not_sent", note: redactText(String(error)).slice(0, 500) });
  }
}

function reasonOf(status: number, code: number | undefined): Reason {
  if (code !== undefined && UNREACHABLE.has(code)) return "recipient_unreachable";
  const isPassing =
    status >= 500 || status === 429 || status === 200 || (code !== undefined && BUSY.has(code));
  // A token that ran out is renewed by somebody: what waits then goes out.
  return isPassing || status === 401 ? "message_not_sent" : "message_refused";
}

function toBody({ to, template, kind }: WhatsAppMessage): Record<string, unknown> {
  const texts = template.parameters.map((text) => ({ type: "text", text }));
  const components: Record<string, unknown>[] = texts.length > 0 ? [{ type: "body", parameters: texts }] : [];
  // Authentication templates take the code a second time, for the button that copies it.
  if (kind === "code") {
    components.push({ type: "button", sub_type: "url", index: "0", parameters: texts.slice(0, 1) });
  }
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: to.replace(/^\+/, ""),
    type: "template",
    template: { name: template.name, language: { code: template.language }, components },
  };
}

type Entry = { id: string; providerId: string | null; isDone: boolean };

/** The log entry of this message, made now or at an earlier try. */
async function enterInLog(message: WhatsAppMessage, isKept: boolean): Promise<Result<Entry>> {
  const table = createAdminClient().from("message_logs");
  // A code is kept where anybody may read it anyway, and nowhere else.
  const hasText = isKept && (message.kind === "notice" || getEnv().isLocalSupabase);
  const inserted = unwrap(
    await table
      .insert({
        kind: message.kind,
        to_number: message.to,
        template: message.template.name,
        language: message.template.language,
        body_text: hasText ? message.preview.slice(0, 4096) : null,
        status: isKept ? "kept" : "queued",
        dedupe_key: message.dedupeKey,
        customer_id: message.customerId ?? null,
        user_id: message.userId ?? null,
      })
      .select("id")
      .single(),
  );
  if (inserted.ok) return ok({ id: String(inserted.value.id), providerId: null, isDone: false });
  if (inserted.error.code !== "conflict") return inserted;
  const earlier = unwrap(
    await table.select("id, status, provider_id").eq("dedupe_key", message.dedupeKey).single(),
  );
  if (!earlier.ok) return earlier;
  const { id, status, provider_id: providerId } = earlier.value;
  return ok({ id: String(id), providerId, isDone: status !== "queued" && status !== "failed" });
}

type LogChanges = { status: "sent" | "failed"; provider_id?: string; error: string | null };

async function updateLog(id: string, changes: LogChanges): Promise<Result<undefined>> {
  const answer = unwrap(await createAdminClient().from("message_logs").update(changes).eq("id", id));
  return answer.ok ? ok() : answer;
}

/** A message that was kept because there is no service. `createdAt` is ISO 8601. */
export type KeptMessage = {
  id: string;
  channel: "whatsapp" | "sms";
  to: string;
  template: string;
  text: string;
  createdAt: string;
};

/** The newest kept messages, for a developer's inbox. */
export async function listKeptMessages(limit: number): Promise<Result<KeptMessage[]>> {
  const answer = unwrap(
    await createAdminClient()
      .from("message_logs")
      .select("id, channel, to_number, template, body_text, created_at")
      .eq("status", "kept")
      .order("created_at", { ascending: false })
      .limit(limit),
  );
  if (!answer.ok) return answer;
  return ok(
    answer.value.map((row) => ({
      id: row.id,
      channel: row.channel as KeptMessage["channel"],
      to: row.to_number,
      template: row.template,
      text: row.body_text ?? "",
      createdAt: row.created_at,
    })),
  );
}
