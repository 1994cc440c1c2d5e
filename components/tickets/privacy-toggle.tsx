"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { type ActionState, idle } from "@/lib/core/action-state";
import { SignInAgain } from "./sign-in-again";

type Changed = { isPrivate: boolean };
export type PrivacyAction = (previous: ActionState<Changed>, form: FormData) => Promise<ActionState<Changed>>;

/** Hides a ticket from colleagues, or shows it to them. Works without script. */
export function PrivacyToggle({
  action,
  ticketId,
  version,
  isPrivate,
  label,
  signIn,
}: {
  action: PrivacyAction;
  ticketId: string;
  version: number;
  isPrivate: boolean;
  /** What the button will do. */
  label: string;
  signIn: string;
}) {
  const [state, formAction, isPending] = useActionState(action, idle);
  return (
    <form action={formAction} className="mt-1">
      <input type="hidden" name="ticketId" value={ticketId} />
      <input type="hidden" name="expectedVersion" value={version} />
      <input type="hidden" name="private" value={String(!isPrivate)} />
      <Button type="submit" size="sm" pending={isPending}>
        {label}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="mt-1 text-error-text text-sm">
          {state.error.message}
          {state.error.code === "unauthenticated" && <SignInAgain label={signIn} />}
        </p>
      )}
    </form>
  );
}
