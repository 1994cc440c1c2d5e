"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { lazy, Suspense, startTransition, useActionState, useState } from "react";
import type { ConfirmTexts } from "@/components/tickets/confirm-dialog";
import { Button } from "@/components/ui/button";
import { idle } from "@/lib/core/action-state";
import { decideRefundAction } from "@/lib/tickets/desk-actions";

/** Fetched when somebody refuses: most refunds are approved. */
const ConfirmDialog = lazy(() => import("@/components/tickets/confirm-dialog"));

export type RefundDecisionTexts = { approve: string; reject: string; confirm: ConfirmTexts };

/** An admin's two answers to a refund that waits. */
export function RefundDecision({ refundId, texts }: { refundId: string; texts: RefundDecisionTexts }) {
  const [state, decide, isPending] = useActionState(decideRefundAction, idle);
  const [isAsking, setIsAsking] = useState(false);

  function send(decision: "approve" | "reject", reason = "") {
    const form = new FormData();
    form.set("refundId", refundId);
    form.set("decision", decision);
    form.set("reason", reason);
    setIsAsking(false);
    startTransition(() => decide(form));
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" variant="primary" pending={isPending} onClick={() => send("approve")}>
        {texts.approve}
      </Button>
      <Button size="sm" disabled={isPending} aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        {texts.reject}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="basis-full text-error-text text-sm">
          {state.error.fields?.reason?.[0] ?? state.error.message}
        </p>
      )}
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            open
            texts={texts.confirm}
            onCancel={() => setIsAsking(false)}
            onConfirm={(reason) => send("reject", reason)}
          />
        </Suspense>
      )}
    </div>
  );
}
