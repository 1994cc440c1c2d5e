"use client";

import { type ReactNode, startTransition, useActionState, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, idle } from "@/lib/core/action-state";
import type { TicketStatus } from "@/lib/tickets/types";
import { SignInAgain } from "./sign-in-again";

type Changed = { status: TicketStatus };
export type StatusAction = (previous: ActionState<Changed>, form: FormData) => Promise<ActionState<Changed>>;

export type ConfirmTexts = {
  title: string;
  description: string;
  /** Label of the reason, which may stay empty; null when none is asked for. */
  reason: string | null;
  confirm: string;
  cancel: string;
  close: string;
};

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
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState("");

  function move() {
    setIsAsking(false);
    const data = new FormData(form.current ?? undefined);
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
      <input type="hidden" name="reason" value={reason} />
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
      {confirm && (
        <Dialog
          open={isAsking}
          onClose={() => setIsAsking(false)}
          title={confirm.title}
          description={confirm.description}
          closeLabel={confirm.close}
          size="sm"
          footer={
            <>
              <Button onClick={() => setIsAsking(false)}>{confirm.cancel}</Button>
              <Button variant="primary" onClick={move}>
                {confirm.confirm}
              </Button>
            </>
          }
        >
          {confirm.reason && (
            <Field name="reason" label={confirm.reason}>
              {({ name: _, ...control }) => (
                <Textarea
                  {...control}
                  maxLength={2000}
                  rows={3}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
        </Dialog>
      )}
    </form>
  );
}
