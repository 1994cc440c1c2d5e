"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";
import { idle } from "@/lib/core/action-state";
import { archiveTeamAction } from "@/lib/teams/actions";

/** Ends a team; says who takes over. */
export function ArchiveForm({
  teamId,
  others,
  texts,
}: {
  teamId: string;
  others: readonly SelectOption[];
  texts: Record<"successor" | "nobody" | "submit", string>;
}) {
  const [state, run, isPending] = useActionState(archiveTeamAction, idle);
  return (
    <form action={run} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="teamId" value={teamId} />
      <Field name="successor" label={texts.successor} className="min-w-0 flex-1 basis-60">
        {(control) => <Select {...control} placeholder={texts.nobody} options={others} />}
      </Field>
      <Button type="submit" variant="danger" pending={isPending}>
        {texts.submit}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="basis-full text-error-text text-sm">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
