"use client";

import { type ReactNode, startTransition, useActionState, useEffect } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, type ButtonProps } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/core/action-state";

/** `done` is said when it worked, `failed` stands above what went wrong. */
export type CommandTexts = Record<"submit" | "done" | "failed", string>;

/**
 * A form whose fields come from the server, sent in place where there is script and as a page where there is none.
 * What was typed stays, whatever the answer.
 */
export function CommandForm<T>({
  action,
  initial,
  texts,
  className,
  button,
  children,
}: {
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  /** The outcome of the same form without script. */
  initial: ActionState<T>;
  texts: CommandTexts;
  className?: string;
  button?: Pick<ButtonProps, "variant" | "size" | "icon" | "className" | "aria-label">;
  children?: ReactNode;
}) {
  const [state, run, isPending] = useActionState<ActionState<T>, FormData>(action, initial);
  const error = state.status === "error" ? state.error : null;
  const faults = error?.fields ? Object.values(error.fields).flat() : [];

  useEffect(() => {
    if (state !== initial && state.status === "ok") toast.success(texts.done);
  }, [state, initial, texts.done]);

  return (
    <form
      action={run}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => run(data));
      }}
      className={className}
    >
      {children}
      {error && (
        <Banner tone="error" title={texts.failed}>
          {[error.message, ...faults.filter((fault) => fault.includes(" ") && fault !== error.message)].join(
            " ",
          )}
        </Banner>
      )}
      {state.status === "ok" && state === initial && <Banner tone="success">{texts.done}</Banner>}
      <Button type="submit" pending={isPending} {...button}>
        {texts.submit}
      </Button>
    </form>
  );
}
