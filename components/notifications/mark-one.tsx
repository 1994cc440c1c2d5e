"use client";

import { useActionState, useEffect } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Circle, MailCheck } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { markOneAction } from "@/lib/notifications/actions";

/** The button of a row: read or unread. `label` names the notification too. */
export function MarkOne({ id, isRead, label }: { id: string; isRead: boolean; label: string }) {
  const [state, run, isPending] = useActionState(markOneAction, idle);
  useEffect(() => {
    if (state.status === "error") toast.error(state.error.message);
  }, [state]);
  return (
    <form action={run}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="read" value={isRead ? "no" : "yes"} />
      <IconButton
        type="submit"
        size="sm"
        label={label}
        pending={isPending}
        icon={isRead ? <Circle aria-hidden /> : <MailCheck aria-hidden />}
      />
    </form>
  );
}
