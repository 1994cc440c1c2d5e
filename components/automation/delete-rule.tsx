"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { deleteRuleAction } from "@/lib/automation/actions";
import { idle } from "@/lib/core/action-state";

/** Deletes a rule. */
export function DeleteRule({ ruleId, label }: { ruleId: string; label: string }) {
  const [state, run, isPending] = useActionState(deleteRuleAction, idle);
  return (
    <form action={run} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="ruleId" value={ruleId} />
      <Button type="submit" variant="danger" pending={isPending}>
        {label}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="text-error-text text-sm">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
