"use client";

import { useActionState, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { decideGapAction } from "@/lib/knowledge/actions";
import type { GapStatus } from "@/lib/knowledge/desk-types";

/** Says what becomes of a question: done, ignored, open again. Works without script. */
export function GapDecision({
  id,
  label,
  choices,
}: {
  id: string;
  /** The question, for those who do not see beside what the button stands. */
  label: string;
  choices: readonly { status: GapStatus; label: string }[];
}) {
  const [state, decide, isPending] = useActionState(decideGapAction, idle);

  useEffect(() => {
    if (state.status === "error") toast.error(state.error.message);
  }, [state]);

  return (
    <form action={decide} className="flex gap-2">
      <input type="hidden" name="id" value={id} />
      {choices.map((choice) => (
        <Button
          key={choice.status}
          type="submit"
          size="sm"
          variant="ghost"
          name="status"
          value={choice.status}
          disabled={isPending}
          aria-label={`${choice.label}: ${label}`}
        >
          {choice.label}
        </Button>
      ))}
    </form>
  );
}
