"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { SlotPreview, WeekDraft } from "@/lib/calls/preview";
import { type ActionState, idle } from "@/lib/core/action-state";
import { SlotDays } from "./slot-days";

/** How long somebody may go on typing before the preview follows. */
const PAUSE_MS = 400;

export type DraftPreviewState = ActionState<SlotPreview & { draft: WeekDraft }>;

/**
 * What a form's week would make, while it is typed and before it is saved; until then what is saved. Without script
 * its button sends the form to `plainAction`, whose answer comes back as `initial`.
 */
export function DraftPreview({
  formId,
  stamp,
  action,
  plainAction,
  initial,
  texts,
  children,
}: {
  formId: string;
  /** Changes with what else the preview hangs on, such as time off. */
  stamp: string;
  action: (previous: DraftPreviewState, data: FormData) => Promise<DraftPreviewState>;
  plainAction: (data: FormData) => Promise<void>;
  initial: DraftPreviewState;
  texts: Record<"preview" | "unsaved" | "failed", string>;
  /** What is saved. */
  children: ReactNode;
}) {
  const [state, setState] = useState(initial);
  const [hasFailed, setFailed] = useState(false);
  const turn = useRef(0);
  const isTyped = useRef(initial.status !== "idle");

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is out of date when the stamp changes
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      const mine = ++turn.current;
      action(idle, new FormData(form)).then(
        (next) => {
          if (mine !== turn.current) return;
          setFailed(false);
          setState(next);
        },
        () => mine === turn.current && setFailed(true),
      );
    };
    const onInput = () => {
      isTyped.current = true;
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE_MS);
    };
    if (isTyped.current) show();
    form.addEventListener("input", onInput);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", onInput);
    };
  }, [formId, stamp, action]);

  return (
    <>
      {state.status === "idle" ? (
        children
      ) : (
        <>
          <p role="status" className="mb-3 text-sm">
            {hasFailed ? texts.failed : saidOf(state, texts.unsaved)}
          </p>
          {state.status === "ok" && (
            <>
              <p className="mb-3 text-fg-muted text-sm">{state.data.hint}</p>
              <SlotDays preview={state.data} />
            </>
          )}
        </>
      )}
      <p className="mt-4 hidden noscript:block">
        <Button type="submit" form={formId} formAction={plainAction} size="sm">
          {texts.preview}
        </Button>
      </p>
    </>
  );
}

function saidOf(state: Exclude<DraftPreviewState, { status: "idle" }>, unsaved: string): string {
  if (state.status === "ok") return `${unsaved} ${state.data.total}`;
  return Object.values(state.error.fields ?? {})[0]?.[0] ?? state.error.message;
}
