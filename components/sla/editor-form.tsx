"use client";
"use no memo";

import { useRouter } from "next/navigation";
import { type ReactNode, startTransition, useActionState, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { type ActionState, idle } from "@/lib/core/action-state";

export type EditorTexts = Record<"save" | "saved" | "failed" | "loadTheirs" | "apply" | "applyHint", string>;

type Saved = { revision: string };

/**
 * The frame of an editor whose lists are saved as a whole: `value` goes along as JSON. `fault` says what is
 * wrong before anything is sent. After a conflict what was typed stays: the person loads the other, or saves again.
 */
export function EditorForm({
  action,
  name,
  value,
  revision,
  fault,
  keep,
  load,
  canChange,
  texts,
  children,
}: {
  action: (previous: ActionState<Saved>, data: FormData) => Promise<ActionState<Saved>>;
  name: string;
  value: () => unknown;
  revision: string;
  fault: () => string | null;
  /** Whether what was typed stays when a new revision arrives: somebody else saved theirs in the meantime. */
  keep: (keeps: boolean) => void;
  /** Puts what is there now in the place of what was typed. */
  load: () => void;
  canChange: boolean;
  texts: EditorTexts;
  children: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [state, save, isPending] = useActionState(async (previous: ActionState<Saved>, data: FormData) => {
    const next = await action(previous, data);
    if (next.status === "ok") {
      toast.success(texts.saved);
      keep(false);
    } else if (next.status === "error" && next.error.reason === "settings_changed") {
      keep(true);
      router.refresh();
    }
    return next;
  }, idle);
  const error = state.status === "error" ? state.error : null;
  const message = problem ?? error?.message;

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = fault();
        setProblem(wrong);
        if (wrong !== null) {
          // Once the fields are marked.
          requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
          return;
        }
        const data = new FormData(event.currentTarget);
        data.set(name, JSON.stringify(value()));
        startTransition(() => save(data));
      }}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="expectedRevision" value={revision} />
      {message && (
        <Banner
          tone="error"
          title={texts.failed}
          actions={
            error?.reason === "settings_changed" && (
              <Button size="sm" onClick={load}>
                {texts.loadTheirs}
              </Button>
            )
          }
        >
          {message}
        </Banner>
      )}
      <fieldset disabled={!canChange} className="flex min-w-0 flex-col gap-4">
        {children}
      </fieldset>
      {canChange && (
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <Checkbox name="apply" value="yes" label={texts.apply} hint={texts.applyHint} />
          <Button type="submit" variant="primary" pending={isPending}>
            {texts.save}
          </Button>
        </div>
      )}
    </form>
  );
}
