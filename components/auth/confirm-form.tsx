"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmAction } from "@/lib/auth/actions";
import type { StateOf } from "@/lib/core/action-state";
import { FormError } from "./form-error";

/** The one button behind a link from an e-mail. */
export function ConfirmForm({
  initial,
  tokenHash,
  type,
  next,
  labels,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof confirmAction>;
  tokenHash: string;
  type: string;
  next: string | null;
  labels: Record<"submit" | "pending", string>;
}) {
  const [state, action] = useActionState(confirmAction, initial);
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormError state={state} />
      <input type="hidden" name="tokenHash" value={tokenHash} />
      <input type="hidden" name="type" value={type} />
      {next && <input type="hidden" name="next" value={next} />}
      <SubmitButton size="lg" pendingLabel={labels.pending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
