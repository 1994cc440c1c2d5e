"use client";

import { useActionState } from "react";
import { FormError } from "@/components/auth/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { idle } from "@/lib/core/action-state";
import { endSessionsAction } from "@/lib/profile/actions";

/** Signs out one device, or without `id` all others. */
export function EndSessionButton({
  id = "",
  texts,
}: {
  id?: string;
  /** `name` says which device to whoever hears only the button. */
  texts: Record<"label" | "pending" | "name", string>;
}) {
  const [state, action] = useActionState(endSessionsAction, idle);
  return (
    <form action={action} className="flex flex-col items-end gap-2">
      <input type="hidden" name="id" value={id} />
      <SubmitButton size="sm" variant="secondary" pendingLabel={texts.pending} aria-label={texts.name}>
        {texts.label}
      </SubmitButton>
      <FormError state={state} />
    </form>
  );
}
