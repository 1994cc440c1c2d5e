import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Support } from "../knowledge/types";
import type { Answerer, AnswerStatus, Citation, OfferReason } from "./types";

// An answer goes on when its reader's session has ended, and nobody but the portal writes answers: hence the
// secret key. Which message may be written was decided by a command that asked as the reader.

/** An answer as far as it has come. */
export type Draft = { body: string; citations: Citation[] };

export type Finished = Draft & {
  status: Exclude<AnswerStatus, "streaming">;
  answerer: Answerer;
  model: string | null;
  offer: OfferReason | null;
  tokens: number;
  /** Whether something was set aside for it. */
  reserved: boolean;
  /** How well the help centre answered, when it was asked. */
  support: Support | null;
};

/** Whether this process writes the answer; `no_budget`: it does, and without the model. */
export async function claimAnswer(
  messageId: string,
  answerer: Answerer,
  model: string | null,
): Promise<"yours" | "taken" | "no_budget"> {
  const answer = unwrap(
    await createAdminClient().rpc("claim_chat_answer", {
      p_message_id: messageId,
      p_answerer: answerer,
      p_model: model ?? "",
    }),
  );
  if (!answer.ok) throw new Error(`claim_chat_answer: ${answer.error.code}`);
  return answer.value as "yours" | "taken" | "no_budget";
}

const SAVE_MS = 500;
/** So often somebody says that the answer is still being worked on, though nothing has been added. */
const SIGN_OF_LIFE_MS = 15_000;

/** Keeps an answer while it grows. `onEnded` hears when somebody has stopped or deleted it elsewhere. */
export function keepSaving(messageId: string, draft: () => Draft, onEnded: () => void): () => Promise<void> {
  let saved = "";
  let savedAt = Date.now();
  let saving: Promise<void> | null = null;

  async function save(): Promise<void> {
    const { body, citations } = draft();
    if (body === saved && Date.now() - savedAt < SIGN_OF_LIFE_MS) return;
    const answer = unwrap(
      await createAdminClient().rpc("save_chat_answer", {
        p_message_id: messageId,
        p_body: body,
        p_citations: citations,
      }),
    );
    // A failure is made good by the next save; one that lasts, by the sweep.
    if (!answer.ok) return;
    [saved, savedAt] = [body, Date.now()];
    if (answer.value !== "streaming") onEnded();
  }

  const timer = setInterval(() => {
    saving ??= save()
      .catch((error: unknown) => log.error({ err: error }, "an answer could not be saved"))
      .finally(() => {
        saving = null;
      });
  }, SAVE_MS);
  return async () => {
    clearInterval(timer);
    await saving;
  };
}

const FINISH_TRIES = 4;

/** Ends an answer, and says how: one that was stopped meanwhile stays stopped; `gone` when it was deleted. */
export async function finishAnswer(messageId: string, finished: Finished): Promise<AnswerStatus | "gone"> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = unwrap(
      await createAdminClient().rpc("finish_chat_answer", { p_message_id: messageId, p_result: finished }),
    );
    if (answer.ok) return answer.value as AnswerStatus | "gone";
    if (attempt === FINISH_TRIES) throw new Error(`finish_chat_answer: ${answer.error.code}`);
    await sleep(attempt * 500);
  }
}

/** For the worker: answers whose writer is gone have failed. */
export async function sweepAnswers(): Promise<void> {
  const answer = unwrap(await createAdminClient().rpc("sweep_chat_answers"));
  if (!answer.ok) throw new Error(`sweep_chat_answers: ${answer.error.code}`);
}
