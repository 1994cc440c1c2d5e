"use client";

import { lazy, Suspense, useActionState, useRef, useState, useTransition } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Button } from "@/components/ui/button";
import { Trash2 } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { removeDomainAction } from "@/lib/domains/actions";
import type { DomainStatus } from "@/lib/domains/types";
import type { RemoveTexts } from "./remove-dialog";

/** Fetched with the first press. */
const RemoveDialog = lazy(() => import("./remove-dialog"));

/** Removes a domain after a question. Without script a proven one asks for its name beside the button. */
export function RemoveButton({
  domainId,
  status,
  name,
  isProven,
  texts,
}: {
  domainId: string;
  status: DomainStatus;
  name: string;
  isProven: boolean;
  texts: RemoveTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [plainState, plainAction] = useActionState(removeDomainAction, idle);
  const [answered, setAnswered] = useState<typeof plainState>(idle);
  const [isPending, startTransition] = useTransition();
  /** Null until somebody presses: the question itself is not loaded before. */
  const [isAsking, setIsAsking] = useState<boolean | null>(null);

  function remove(confirm: string) {
    setIsAsking(false);
    const data = new FormData(form.current ?? undefined);
    data.set("confirm", confirm);
    startTransition(async () => {
      const answer = await removeDomainAction(idle, data);
      // With the domain goes this button, and what it would say.
      if (answer.status === "ok") toast.success(texts.removed);
      startTransition(() => setAnswered(answer));
    });
  }

  const state = answered.status === "idle" ? plainState : answered;

  return (
    <form
      ref={form}
      action={plainAction}
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsking(true);
      }}
      className="flex flex-wrap items-center justify-end gap-2"
    >
      <input type="hidden" name="id" value={domainId} />
      <input type="hidden" name="expectedStatus" value={status} />
      {isProven && (
        <input
          name="confirm"
          aria-label={texts.confirmLabel}
          placeholder={texts.confirmLabel}
          className="hidden rounded-md border border-line-strong bg-paper px-2 py-1 text-sm noscript:block"
        />
      )}
      {state.status === "error" && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-error-text text-sm">
          {state.error.message}
          {state.error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
        </p>
      )}
      <Button
        type="submit"
        variant="ghost"
        pending={isPending}
        icon={<Trash2 aria-hidden />}
        aria-haspopup="dialog"
        aria-label={texts.label}
      >
        {texts.remove}
      </Button>
      {isAsking !== null && (
        <Suspense>
          <RemoveDialog
            open={isAsking}
            name={name}
            mustType={isProven}
            texts={texts}
            onCancel={() => setIsAsking(false)}
            onConfirm={remove}
          />
        </Suspense>
      )}
    </form>
  );
}
