"use client";

import { useActionState, useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { fieldError, idle } from "@/lib/core/action-state";
import { setAvailabilityAction } from "@/lib/teams/actions";

export type AvailabilityTexts = Record<"now" | "until" | "untilHint" | "setAway" | "setBack", string>;

/** Says that one is away, and until when, or that one is back. */
export function AvailabilityForm({
  userId,
  isAway,
  timeZone,
  texts,
}: {
  userId: string;
  isAway: boolean;
  timeZone: string;
  texts: AvailabilityTexts;
}) {
  const id = useId();
  const [state, run, isPending] = useActionState(setAvailabilityAction, idle);
  const error = state.status === "error" ? (fieldError(state, "until") ?? state.error.message) : null;
  return (
    <form action={run} className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <input type="hidden" name="userId" value={userId} />
      <input type="hidden" name="isAway" value={String(!isAway)} />
      <input type="hidden" name="timeZone" value={timeZone} />
      <p role="status" className="min-w-0 flex-1 basis-64 self-center text-fg-secondary text-sm">
        {texts.now}
      </p>
      {!isAway && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="font-medium text-sm">
            {texts.until}
          </label>
          <Input
            id={id}
            type="datetime-local"
            name="until"
            aria-describedby={`${id}-hint`}
            aria-invalid={error ? true : undefined}
          />
          <p id={`${id}-hint`} className={error ? "text-error-text text-sm" : "text-fg-muted text-sm"}>
            {error ?? texts.untilHint}
          </p>
        </div>
      )}
      <Button
        type="submit"
        variant={isAway ? "primary" : "secondary"}
        pending={isPending}
        className="self-center"
      >
        {isAway ? texts.setBack : texts.setAway}
      </Button>
      {isAway && error && (
        <p role="alert" className="basis-full text-error-text text-sm">
          {error}
        </p>
      )}
    </form>
  );
}
