"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";
import type { Vote } from "@/lib/knowledge/help-types";

export type VoteTexts = Record<
  | "title"
  | "yes"
  | "no"
  | "thanksYes"
  | "thanksNo"
  | "change"
  | "reason"
  | "reasonHint"
  | "optional"
  | "send"
  | "sent"
  | "sending",
  string
>;

type VoteAction = (previous: ActionState<Vote>, form: FormData) => Promise<ActionState<Vote>>;

const CHOICE =
  "inline-flex h-9 items-center gap-2 rounded-md border border-line-strong bg-paper px-4 font-medium text-base transition-colors hover:bg-hover aria-pressed:border-primary aria-pressed:bg-primary-light aria-pressed:text-primary-text touch:h-11";

/** "Did this answer your question?" An answer can be changed; a no may say why. Works without script. */
export function VoteForm({
  action,
  initial,
  slug,
  vote,
  texts,
}: {
  action: VoteAction;
  initial: ActionState<Vote>;
  slug: string;
  /** How this person voted before. */
  vote: Vote | null;
  texts: VoteTexts;
}) {
  const [state, formAction, isPending] = useActionState(action, initial);
  const given = state.status === "ok" ? state.data : vote;
  const error = state.status === "error" ? state.error.message : null;
  const hasFailedReason = state.status === "error" && fieldError(state, "reason") !== undefined;
  return (
    <div aria-busy={isPending}>
      <form action={formAction} className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h2 className="font-semibold text-lg">{texts.title}</h2>
        <input type="hidden" name="slug" value={slug} />
        <div className="flex gap-2">
          <button
            type="submit"
            name="helpful"
            value="yes"
            aria-pressed={given?.helpful === true}
            className={CHOICE}
          >
            <ThumbsUp aria-hidden />
            {texts.yes}
          </button>
          <button
            type="submit"
            name="helpful"
            value="no"
            aria-pressed={given?.helpful === false}
            className={CHOICE}
          >
            <ThumbsDown aria-hidden />
            {texts.no}
          </button>
        </div>
      </form>
      <p aria-live="polite" className="mt-3 text-base text-fg-secondary empty:hidden">
        {error && !hasFailedReason
          ? error
          : given &&
            `${given.reason ? texts.sent : given.helpful ? texts.thanksYes : texts.thanksNo} ${texts.change}`}
      </p>
      {given && !given.helpful && !given.reason && (
        <form action={formAction} className="mt-4 flex max-w-form flex-col items-start gap-3">
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="helpful" value="no" />
          <Field
            name="reason"
            label={texts.reason}
            hint={texts.reasonHint}
            optionalLabel={texts.optional}
            error={fieldError(state, "reason")}
            className="w-full"
          >
            {(control) => (
              <Textarea {...control} rows={3} maxLength={500} defaultValue={typed(state, "reason")} />
            )}
          </Field>
          <SubmitButton variant="secondary" pendingLabel={texts.sending}>
            {texts.send}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
