"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Star } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, idle } from "@/lib/core/action-state";

type Rated = { rating: number };
export type RateAction = (previous: ActionState<Rated>, form: FormData) => Promise<ActionState<Rated>>;

export type RatingTexts = {
  title: string;
  /** Words for 1 to 5. */
  grades: readonly string[];
  comment: string;
  optional: string;
  /** What one or two stars lead to. */
  low: string;
  send: string;
  skip: string;
};

/** Whoever gives no more stars is not content. */
const LOW_RATING = 2;

/** Five stars and a comment. It can be put aside, and is then not asked again. */
export function RatingForm({
  action,
  skip,
  ticketId,
  texts,
}: {
  action: RateAction;
  skip: (previous: ActionState<null>, form: FormData) => Promise<ActionState<null>>;
  ticketId: string;
  texts: RatingTexts;
}) {
  const [state, formAction] = useActionState(action, idle);
  const [rating, setRating] = useState(0);
  const [isSkipped, setIsSkipped] = useState(false);
  if (isSkipped) return null;
  const error = fieldError(state, "comment") ?? (state.status === "error" ? state.error.message : null);
  return (
    <form action={formAction} className="rounded-lg border bg-canvas p-4">
      <input type="hidden" name="ticketId" value={ticketId} />
      <fieldset>
        <legend className="font-semibold text-base">{texts.title}</legend>
        <div className="mt-2 flex items-center gap-1">
          {texts.grades.map((grade, index) => (
            <label
              key={grade}
              title={grade}
              className="cursor-pointer rounded-md p-1.5 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus touch:p-2.5"
            >
              <input
                type="radio"
                name="rating"
                value={index + 1}
                required
                className="sr-only"
                onChange={() => setRating(index + 1)}
              />
              <Star
                aria-hidden
                className={cx("size-5", index < rating ? "fill-warning text-warning" : "text-fg-muted")}
              />
              <span className="sr-only">{grade}</span>
            </label>
          ))}
          <span aria-hidden className="ms-2 text-fg-secondary text-sm">
            {texts.grades[rating - 1]}
          </span>
          <Button
            size="sm"
            variant="ghost"
            className="ms-auto noscript:hidden"
            onClick={() => {
              const form = new FormData();
              form.set("ticketId", ticketId);
              setIsSkipped(true);
              // What fails here is asked again at the next visit.
              void skip(idle, form).catch(() => undefined);
            }}
          >
            {texts.skip}
          </Button>
        </div>
      </fieldset>
      <div className={cx("mt-3 flex flex-col gap-3", rating === 0 && "hidden noscript:flex")}>
        <Field name="comment" label={texts.comment} optionalLabel={texts.optional} error={error ?? undefined}>
          {(control) => <Textarea {...control} rows={2} maxLength={2000} />}
        </Field>
        {rating > 0 && rating <= LOW_RATING && <p className="text-fg-secondary text-sm">{texts.low}</p>}
        <SubmitButton className="self-start">{texts.send}</SubmitButton>
      </div>
    </form>
  );
}
