"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { type ActionState, idle } from "@/lib/core/action-state";

type Saved = { version: number };
export type SaveAction = (previous: ActionState<Saved>, form: FormData) => Promise<ActionState<Saved>>;
export type SaveTexts = { save: string; saved: string; failed: string };

/** A form of the desk that saves in place: says that it has, or what was wrong, and keeps what was typed. */
export function SaveForm({
  action,
  texts,
  children,
}: {
  action: SaveAction;
  texts: SaveTexts;
  /** The fields, which get to know what was wrong with them. */
  children: (state: ActionState<Saved>) => ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState(action, idle);

  useEffect(() => {
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);

  return (
    <form
      ref={form}
      action={save}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => save(data));
      }}
      onReset={keepTyped}
      className="flex flex-col gap-4"
    >
      {state.status === "error" && (
        <Banner tone="error" title={texts.failed}>
          {state.error.message}
        </Banner>
      )}
      {children(state)}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={isPending}>
          {texts.save}
        </Button>
        <span role="status" className="text-fg-muted text-sm">
          {state.status === "ok" && !isPending && texts.saved}
        </span>
      </div>
    </form>
  );
}
