"use client";

import { useActionState } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Button } from "@/components/ui/button";
import { RefreshCw } from "@/components/ui/icons";
import { idle } from "@/lib/core/action-state";
import { verifyDomainAction } from "@/lib/domains/actions";
import type { CheckOutcome } from "@/lib/domains/types";

export type VerifyTexts = {
  verify: string;
  /** For those who hear one of several such buttons. */
  label: string;
  verifying: string;
  outcome: Record<CheckOutcome | "superseded", string>;
  signIn: string;
};

/** Looks for the records now, and says what came of it. */
export function VerifyButton({
  domainId,
  isPrimary,
  texts,
}: {
  domainId: string;
  isPrimary: boolean;
  texts: VerifyTexts;
}) {
  const [state, action, isPending] = useActionState(verifyDomainAction, idle);
  return (
    <form action={action} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
      <input type="hidden" name="id" value={domainId} />
      <Button
        type="submit"
        variant={isPrimary ? "primary" : "secondary"}
        pending={isPending}
        icon={<RefreshCw aria-hidden />}
        aria-label={isPending ? undefined : texts.label}
      >
        {isPending ? texts.verifying : texts.verify}
      </Button>
      <p role="status" className={isPending ? "sr-only" : "text-fg-secondary text-sm"}>
        {isPending ? texts.verifying : state.status === "ok" ? texts.outcome[state.data.outcome] : ""}
      </p>
      {!isPending && state.status === "error" && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-error-text text-sm">
          {state.error.message}
          {state.error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
        </p>
      )}
    </form>
  );
}
