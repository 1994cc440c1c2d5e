import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explainQuote } from "./field-messages";
import { getQuote, type QuoteDetail } from "./queries";
import type {
  AcceptInput,
  ChangesInput,
  DeclineInput,
  DraftInput,
  QuoteRequestInput,
  StaffQuoteInput,
} from "./schema";
import type { QuoteStatus } from "./types";

/** What a command answers about the quote that it changed. */
export type QuoteChanged = {
  id: string;
  number: string;
  status: QuoteStatus;
  version: number;
  revision: number;
};

/** The order that a quote became. */
export type ConvertedQuote = QuoteChanged & { order: { id: string; number: string } };

/** Asks for a price. Idempotent by `key`; other input under a used key is a `conflict`. */
export async function requestQuote(
  viewer: Viewer,
  input: QuoteRequestInput,
  key: string,
): Promise<Result<QuoteChanged>> {
  return changed(await viewer.db.rpc("request_quote", { p_key: key, p_input: input }));
}

/**
 * Accepts a version. The same person accepting it again gets the same answer. `conflict` with reason
 * `quote_expired`, `quote_superseded`, `quote_declined`, `quote_accepted` (somebody was faster) or
 * `quote_not_open` (not sent, or changes are being made). From where is recorded by the request's headers.
 */
export async function acceptQuote(
  viewer: Viewer,
  ref: string,
  { version }: AcceptInput,
): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) =>
    viewer.db.rpc("accept_quote", { p_quote_id: id, p_version: version, p_context: {} }),
  );
}

/** Declines the latest version (customers), or withdraws a quote (staff). Reasons as for `acceptQuote`. */
export async function declineQuote(
  viewer: Viewer,
  ref: string,
  { version, reason }: DeclineInput,
): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) =>
    viewer.db.rpc("decline_quote", {
      p_quote_id: id,
      p_version: version ?? (null as never),
      p_reason: reason,
    }),
  );
}

/** Asks for another version: by a message, and by wishes for single lines. Reasons as for `acceptQuote`. */
export async function requestQuoteChanges(
  viewer: Viewer,
  ref: string,
  { version, message, items }: ChangesInput,
): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) =>
    viewer.db.rpc("request_quote_changes", {
      p_quote_id: id,
      // The generated types do not know that an argument may be null.
      p_version: version ?? (null as never),
      p_message: message,
      p_items: items,
    }),
  );
}

/** Staff: begins a quote for a customer who asked by other means. Idempotent by `key`. */
export async function createQuote(
  viewer: Viewer,
  input: StaffQuoteInput,
  key: string,
): Promise<Result<QuoteChanged>> {
  return changed(await viewer.db.rpc("create_quote", { p_key: key, p_input: input }));
}

/** Staff: takes a request, so that the customer sees somebody at work. */
export async function startQuoteReview(viewer: Viewer, ref: string): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) => viewer.db.rpc("start_quote_review", { p_quote_id: id }));
}

/**
 * Staff: keeps the next version as it is prepared. `conflict` with reason `quote_changed` when the quote is no
 * longer at `expectedRevision`, `quote_accepted` when there is nothing more to revise.
 */
export async function saveQuoteDraft(
  viewer: Viewer,
  ref: string,
  expectedRevision: number,
  draft: DraftInput,
): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) =>
    viewer.db.rpc("save_quote_draft", {
      p_quote_id: id,
      p_expected_revision: expectedRevision,
      p_draft: draft,
    }),
  );
}

/**
 * Staff: sends the draft as the next version, which replaces the one before. Harmless when clicked twice.
 * `conflict` with reason `quote_changed`, `quote_accepted` or `no_draft`; `validation_failed` for a draft
 * without lines, or one that would have expired.
 */
export async function sendQuote(
  viewer: Viewer,
  ref: string,
  expectedRevision: number,
): Promise<Result<QuoteChanged>> {
  return onQuote(viewer, ref, (id) =>
    viewer.db.rpc("send_quote", { p_quote_id: id, p_expected_revision: expectedRevision }),
  );
}

/** Staff: makes the order of an accepted quote, once; later calls answer with the same order. */
export async function convertQuote(
  viewer: Viewer,
  ref: string,
  key: string,
): Promise<Result<ConvertedQuote>> {
  const converted = await onQuote(viewer, ref, (id) =>
    viewer.db.rpc("convert_quote", { p_key: key, p_quote_id: id }),
  );
  return converted as Result<ConvertedQuote>;
}

/** The whole quote after a command, for callers of the API. */
export async function thenRead(viewer: Viewer, outcome: Result<QuoteChanged>): Promise<Result<QuoteDetail>> {
  return outcome.ok ? getQuote(viewer, outcome.value.id) : outcome;
}

type Answer = Parameters<typeof unwrap>[0];

async function onQuote(
  viewer: Viewer,
  ref: string,
  run: (id: string) => PromiseLike<Answer>,
): Promise<Result<QuoteChanged>> {
  const id = await idOf(viewer, ref);
  return id.ok ? changed(await run(id.value)) : id;
}

function changed(answer: Answer): Result<QuoteChanged> {
  const outcome = unwrap(answer);
  return outcome.ok ? ok(outcome.value as unknown as QuoteChanged) : err(explainQuote(outcome.error));
}

/** The id behind an id or a number; `not_found` for what the viewer may not see. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  if (isUuid(ref)) return ok(ref);
  return unwrap(await viewer.db.rpc("find_record_id", { p_kind: "quote", p_ref: ref }));
}
