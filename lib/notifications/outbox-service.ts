import "server-only";
import { newId } from "@/lib/core/ids";
import { getEnv } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { sendMail } from "@/lib/platform/mail";
import { redactText } from "@/lib/platform/redact";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type PushOutcome, pushKey, sendPush } from "@/lib/platform/web-push";
import { sendWhatsApp } from "@/lib/platform/whatsapp";
import { digestEmail, notificationEmail } from "./email";
import type { Delivery, Digest, OutboxReader, Outcome } from "./outbox-types";
import { pushMessage } from "./push";
import type { Channel } from "./types";
import { unsubscribeHeaders } from "./unsubscribe";
import { templateValues } from "./whatsapp";

/** Few at once: a service that hangs on each must not outlast the lease of the job, nor that of the deliveries. */
const BATCH = 3;
/** What is due beyond this waits for the next job, a minute later at most. */
const PATIENCE_MS = 40_000;

const SENDERS: Record<Channel, (delivery: Delivery) => Promise<Outcome>> = {
  push: byPush,
  whatsapp: byWhatsApp,
  email: byEmail,
};

/** Sends what is due in the outbox, channel by channel, then the digests. Each delivery fails for itself. */
export async function deliverDue(): Promise<void> {
  const worker = `outbox-${newId()}`;
  const until = Date.now() + PATIENCE_MS;
  for (const [channel, send] of Object.entries(SENDERS)) {
    while (Date.now() < until) {
      const { seen, items } = await call<{ seen: number; items: Delivery[] }>("claim_deliveries", {
        p_worker: worker,
        p_channel: channel,
        p_limit: BATCH,
      });
      for (const delivery of items) await deliver(worker, delivery, send);
      if (seen < BATCH) break;
    }
  }
  while (Date.now() < until) {
    const digest = await call<Digest | null>("claim_digest", { p_worker: worker });
    if (digest === null) break;
    if (digest.items.length > 0) await deliverDigest(worker, digest);
  }
}

async function deliver(
  worker: string,
  delivery: Delivery,
  send: (delivery: Delivery) => Promise<Outcome>,
): Promise<void> {
  const outcome = await send(delivery).catch(unexpected);
  const { status, error } = outcome;
  log.info(
    { delivery: { id: delivery.id, channel: delivery.channel, status, error } },
    "notification sent out",
  );
  await call("finish_delivery", { p_id: delivery.id, p_worker: worker, p_outcome: outcome as Json });
}

async function deliverDigest(worker: string, digest: Digest): Promise<void> {
  const outcome = await digestByEmail(digest).catch(unexpected);
  await call("finish_digest", { p_digest_id: digest.digestId, p_worker: worker, p_outcome: outcome as Json });
}

async function byEmail(delivery: Delivery): Promise<Outcome> {
  const { siteUrl } = getEnv();
  const { id, reader, notification, unsubscribe } = delivery;
  return mail(reader, await notificationEmail(delivery, siteUrl), {
    template: `notification_${notification.event}`,
    key: `notification:${id}`,
    unsubscribe,
  });
}

async function digestByEmail(digest: Digest): Promise<Outcome> {
  const { siteUrl } = getEnv();
  return mail(digest.reader, await digestEmail(digest, siteUrl), {
    template: "notification_digest",
    key: `digest:${digest.digestId}`,
    unsubscribe: digest.unsubscribe,
  });
}

/** To every browser that its reader allowed; one that takes it is enough. */
async function byPush(delivery: Delivery): Promise<Outcome> {
  if (pushKey() === null) return { status: "skipped", error: "push_off" };
  const message = pushMessage(delivery);
  const sent = await Promise.all(
    (delivery.devices ?? []).map(async ({ id, ...target }) => ({
      id,
      ...(await sendPush(target, message, delivery.isUrgent)),
    })),
  );
  const idsOf = (outcome: PushOutcome) => sent.filter((one) => one.outcome === outcome).map(({ id }) => id);
  const used = idsOf("sent");
  await call("record_push", { p_used: used, p_gone: idsOf("gone") });
  if (used.length > 0) return { status: "sent" };
  const failed = sent.find(({ outcome }) => outcome === "unreachable" || outcome === "refused");
  if (!failed) return { status: "skipped", error: "no_device" };
  const isHopeless = failed.outcome === "refused";
  return { status: isHopeless ? "dead" : "failed", error: `push_${failed.outcome}`, detail: failed.detail };
}

/** An approved template to a number that its owner proved. */
async function byWhatsApp(delivery: Delivery): Promise<Outcome> {
  const { id, reader, whatsapp } = delivery;
  if (!whatsapp) return { status: "skipped", error: "no_template" };
  const { to, name, language } = whatsapp;
  const { values, preview } = templateValues(delivery, getEnv().siteUrl);
  const sent = await sendWhatsApp({
    to,
    template: { name, language, parameters: values },
    preview,
    dedupeKey: `notification:${id}`,
    userId: reader.id,
    customerId: reader.customerId ?? undefined,
    kind: "notice",
  });
  if (sent.ok)
    return { status: sent.value.kept ? "kept" : "sent", ...(sent.value.id && { providerId: sent.value.id }) };
  const { code, reason } = sent.error;
  return { status: code === "unavailable" ? "failed" : "dead", error: reason ?? code };
}

type Letter = { template: string; key: string; unsubscribe: string | null };

async function mail(
  { email, customerId }: OutboxReader,
  content: { subject: string; text: string; html: string },
  { template, key, unsubscribe }: Letter,
): Promise<Outcome> {
  const { siteUrl, smtpUrl } = getEnv();
  const sent = await sendMail({
    ...content,
    to: email,
    template,
    dedupeKey: key,
    ...(customerId && { customerId }),
    headers: {
      // The same at each try, so that one shows once even when a server took it and failed to say so.
      "Message-ID": `<${key.replace(":", ".")}@${new URL(siteUrl).hostname}>`,
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...unsubscribeHeaders(siteUrl, unsubscribe),
    },
  });
  if (!sent.ok) return { status: "failed", error: sent.error.reason ?? sent.error.code };
  return { status: smtpUrl ? "sent" : "kept" };
}

/** A bug in ours: logged with its trace, tried again like everything else. */
function unexpected(error: unknown): Outcome {
  log.error({ err: error }, "notification could not be sent");
  return { status: "failed", error: "unexpected", detail: redactText(String(error)).slice(0, 300) };
}

type Command = "record_push" | "claim_deliveries" | "finish_delivery" | "claim_digest" | "finish_digest";

/** Beyond anybody's rights: it reads whom a notification is for, and speaks for the portal. */
async function call<T>(name: Command, parameters: Record<string, Json>): Promise<T> {
  const answer = unwrap(await createAdminClient().rpc(name, parameters as never));
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value as unknown as T;
}
