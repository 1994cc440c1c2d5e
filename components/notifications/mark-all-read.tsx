"use client";

import { useActionState, useEffect } from "react";
import { CheckCheck } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { markAllReadAction } from "@/lib/notifications/actions";

/** "Mark all as read", as a form: it works without script too. */
export function MarkAllRead({
  labels,
  disabled,
}: {
  labels: Record<"submit" | "pending", string>;
  disabled: boolean;
}) {
  const [state, action] = useActionState(markAllReadAction, idle);
  useEffect(() => {
    if (state.status === "error") toast.error(state.error.message);
  }, [state]);
  return (
    <form action={action}>
      <SubmitButton
        variant="secondary"
        icon={<CheckCheck aria-hidden />}
        pendingLabel={labels.pending}
        disabled={disabled}
      >
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
