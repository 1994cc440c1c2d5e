"use client";

import { lazy, type ReactNode, Suspense, startTransition, useActionState, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { type ActionState, idle } from "@/lib/core/action-state";
import type { TicketStatus } from "@/lib/tickets/types";
import type { ConfirmTexts } from "./confirm-dialog";
import { SignInAgain } from "./sign-in-again";

type Changed = { status: TicketStatus };
export type StatusAction = (previous: ActionState<Changed>, form: FormData) => Promise<ActionState<Changed>>;

/** Fetched with the first press of a button that asks. */
const ConfirmDialog = lazy(() => import("./confirm-dialog"));

/** Moves a ticket, after a question where it matters. Without script the button moves it at once. */
export function StatusButton({
  action,
  ticketId,
  version,
  status,
  variant = "secondary",
  size,
  icon,
  confirm,
  signIn,
  children,
}: {
  action: StatusAction;
  ticketId: string;
  version: number;
  /** As `PATCH …/status` takes it. */
  status: "resolved" | "closed" | "reopened" | "cancelled";
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  confirm?: ConfirmTexts;
  signIn: string;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, formAction, isPending] = useActionState(action, idle);
  /** Null until somebody presses: the question itself is not loaded before. */
  const [isAsking, setIsAsking] = useState<boolean | null>(null);

  function move(reason: string) {
    setIsAsking(false);
    const data = new FormData(form.current ?? undefined);
    data.set("reason", reason);
    startTransition(() => formAction(data));
  }

  return (
    <form
      ref={form}
      action={formAction}
      onSubmit={(event) => {
        if (!confirm) return;
        event.preventDefault();
        setIsAsking(true);
      }}
      className="contents"
    >
      <input type="hidden" name="ticketId" value={ticketId} />
      <input type="hidden" name="expectedVersion" value={version} />
      <input type="hidden" name="status" value={status} />
      <Button
        type="submit"
        variant={variant}
        pending={isPending}
        icon={icon}
        {...(size ? { size } : {})}
        {...(confirm ? { "aria-haspopup": "dialog" } : {})}
      >
        {children}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="flex basis-full flex-wrap items-center gap-2 text-error-text text-sm">
          {state.error.message}
          {state.error.code === "unauthenticated" && <SignInAgain label={signIn} />}
        </p>
      )}
      {confirm && isAsking !== null && (
        <Suspense>
          <ConfirmDialog
            open={isAsking}
            texts={confirm}
            onCancel={() => setIsAsking(false)}
            onConfirm={move}
          />
        </Suspense>
      )}
    </form>
  );
}
