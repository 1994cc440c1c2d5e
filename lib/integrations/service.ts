import "server-only";
import { createHash } from "node:crypto";
import { appError, type ErrorCode } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { clientIp } from "@/lib/platform/client-ip";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage, requestMessage } from "@/lib/platform/error-messages";
import { readText } from "@/lib/platform/http";
import { consumeRateLimit } from "@/lib/platform/rate-limit";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/integrations.json";
import { checkRecord } from "./check";
import { fingerprint, isSignedBy, readSignature, type Signature } from "./signature";
import { MAX_BATCH, RESERVED_SOURCES, type RecordKind, type RecordResult, SOURCE } from "./types";

/** 500 records of some kilobytes each. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Requests that nobody with the secret sent, for each address on the network. */
const REFUSALS = { name: "integration-refusals", limit: 60, windowSeconds: 60 };

type Batch = { source: string; records: unknown[] };
export type Received = { results: RecordResult[]; isRepeated: boolean };

/**
 * Takes a signed batch: one call of the database, whatever the number of records. Bad records are
 * reported in their place and cost the others nothing. `unauthenticated` for a signature that is missing,
 * old or wrong; `conflict` for one that was used; `unavailable` when no secret is set.
 */
export async function receiveRecords(kind: RecordKind, request: Request): Promise<Result<Received>> {
  const { integrationSecrets: secrets } = getEnv();
  if (secrets.length === 0) return refuse("unavailable", "off", "integrations_off");
  const body = await readSigned(request, secrets);
  if (!body.ok) return body;
  const batch = readBatch(body.value.text);
  if (!batch.ok) return batch;

  const checked = batch.value.records.map((record) => checkRecord(kind, record));
  const places = checked.flatMap((one, index) => (one.ok ? [index] : []));
  const answer = unwrap(
    await createAdminClient().rpc("receive_records", {
      p_kind: kind,
      p_source: batch.value.source,
      p_records: checked.flatMap((one) => (one.ok ? [one.record] : [])) as Json,
      p_request: {
        fingerprint: fingerprint(body.value.signature, body.value.text),
        sha256: createHash("sha256").update(body.value.text).digest("hex"),
        ...(body.value.key !== null && { idempotencyKey: body.value.key }),
      },
    }),
  );
  if (!answer.ok) return answer;
  const { results, repeated } = answer.value as { results: RecordResult[]; repeated: boolean };
  const merged: RecordResult[] = batch.value.records.map((record, index) => {
    const one = checked[index];
    return {
      index,
      externalId: externalIdOf(record),
      status: "failed",
      ...(one && !one.ok && { error: one.fault }),
    };
  });
  for (const result of results) {
    const index = places[result.index] ?? result.index;
    merged[index] = { ...result, index };
  }
  return ok({ results: merged, isRepeated: repeated });
}

type Signed = { text: string; signature: Signature; key: string | null };

/** The body, once its signature has been checked. Whoever has no secret is counted, and soon refused unread. */
async function readSigned(request: Request, secrets: readonly string[]): Promise<Result<Signed>> {
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key.length < 1 || key.length > 100)) {
    return err(appError("invalid_request", requestMessage("badIdempotencyKey")));
  }
  const signature = readSignature(request.headers.get("x-portico-signature"), new Date());
  if (typeof signature === "string") return refuseStranger(request, signature);
  const text = await readText(request, MAX_BODY_BYTES);
  if (!text.ok) return text;
  if (!isSignedBy(signature, text.value, secrets)) return refuseStranger(request, "wrong");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return err(appError("unsupported_media_type", requestMessage("notJson")));
  return ok({ text: text.value, signature, key });
}

function readBatch(text: string): Result<Batch> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return err(appError("invalid_request", requestMessage("malformedJson")));
  }
  const fields = Array.isArray(body) ? { records: body } : body;
  const { source = "api", records } = (fields ?? {}) as { source?: unknown; records?: unknown };
  if (!Array.isArray(records)) return refuse("validation_failed", "notABatch", "not_a_batch", "records");
  if (typeof source !== "string" || !SOURCE.test(source) || RESERVED_SOURCES.includes(source)) {
    return refuse("validation_failed", "source", "invalid_source", "source");
  }
  if (records.length > MAX_BATCH) {
    const message = texts.refusals.tooMany
      .replace("{limit}", String(MAX_BATCH))
      .replace("{count}", String(records.length));
    return err(appError("payload_too_large", message, { reason: "too_many_records" }));
  }
  return ok({ source, records });
}

async function refuseStranger(request: Request, why: "unsigned" | "malformed" | "stale" | "wrong") {
  const counted = await consumeRateLimit(REFUSALS, clientIp(request.headers));
  return counted.ok ? refuse("unauthenticated", why, `signature_${why}`) : counted;
}

function refuse(code: ErrorCode, why: keyof typeof texts.refusals, reason: string, field?: string) {
  const message = texts.refusals[why] || defaultMessage(code);
  return err(
    appError(code, message, { reason, fields: field === undefined ? undefined : { [field]: [message] } }),
  );
}

function externalIdOf(record: unknown): string | null {
  const id = (record as { externalId?: unknown } | null)?.externalId;
  return typeof id === "string" ? id.slice(0, 200) : null;
}
