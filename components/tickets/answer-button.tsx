"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { type ActionState, idle } from "@/lib/core/action-state";
import { SignInAgain } from "./sign-in-again";

/** One of the two words about an automatic answer. It works without script. */
export function AnswerButton<T>({
  action,
  ticketId,
  helped,
  icon,
  signIn,
  children,
}: {
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  ticketId: string;
  helped: "yes" | "no";
  icon: ReactNode;
  signIn: string;
  children: ReactNode;
}) {
  const [state, judge, isPending] = useActionState(action, idle);
  return (
    <form action={judge} className="contents">
      <input type="hidden" name="ticketId" value={ticketId} />
      <input type="hidden" name="helped" value={helped} />
      <Button type="submit" pending={isPending} icon={icon}>
        {children}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="flex basis-full flex-wrap items-center gap-2 text-error-text text-sm">
          {state.error.message}
          {state.error.code === "unauthenticated" && <SignInAgain label={signIn} />}
        </p>
      )}
    </form>
  );
}
