"use client";
"use no memo";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { addHolidayAction, removeHolidayAction } from "@/lib/sla/actions";

type AddTexts = Record<"day" | "name" | "add" | "added" | "apply" | "applyHint", string>;

/** Adds one holiday. */
export function AddHoliday({ texts }: { texts: AddTexts }) {
  const form = useRef<HTMLFormElement>(null);
  const [state, add, isPending] = useActionState(addHolidayAction, idle);
  const error = state.status === "error" ? state.error : null;

  useEffect(() => {
    if (state.status !== "ok") return;
    toast.success(texts.added);
    form.current?.reset();
  }, [state, texts.added]);

  return (
    <form
      ref={form}
      action={add}
      onSubmit={(event) => {
        // Without React's reset after it: what was typed stays when it is refused.
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => add(data));
      }}
      className="flex flex-col gap-3"
    >
      <div className="grid items-start gap-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <Field name="day" label={texts.day} required error={fieldError(state, "day")}>
          {(control) => <Input {...control} type="date" defaultValue={typed(state, "day")} />}
        </Field>
        <Field
          name="name"
          label={texts.name}
          required
          error={fieldError(state, "name") ?? (error && !error.fields?.day ? error.message : undefined)}
        >
          {(control) => <Input {...control} maxLength={120} defaultValue={typed(state, "name")} />}
        </Field>
      </div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <Checkbox name="apply" value="yes" label={texts.apply} hint={texts.applyHint} />
        <Button type="submit" pending={isPending}>
          {texts.add}
        </Button>
      </div>
    </form>
  );
}

/** Takes one holiday away. */
export function RemoveHoliday({ day, texts }: { day: string; texts: Record<"remove" | "removed", string> }) {
  const [, remove, isPending] = useActionState(
    async (previous: Awaited<ReturnType<typeof removeHolidayAction>>, data: FormData) => {
      const next = await removeHolidayAction(previous, data);
      if (next.status === "ok") toast.success(texts.removed);
      if (next.status === "error") toast.error(next.error.message);
      return next;
    },
    idle,
  );
  return (
    <form action={remove}>
      <input type="hidden" name="day" value={day} />
      <IconButton type="submit" label={texts.remove} icon={<Trash2 aria-hidden />} pending={isPending} />
    </form>
  );
}
