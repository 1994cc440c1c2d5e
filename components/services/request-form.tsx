"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChevronRight } from "@/components/ui/icons";
import { type ActionState, idle } from "@/lib/core/action-state";
import type { RequestKind } from "@/lib/services/types";
import {
  RescheduleFields,
  type RescheduleTexts,
  TerminationFields,
  type TerminationTexts,
  UpgradeFields,
  type UpgradeTexts,
} from "./request-fields";

type Asked = { number: string };
export type RequestAction = (previous: ActionState<Asked>, form: FormData) => Promise<ActionState<Asked>>;

export type RequestTexts = { failed: string; offline: string; signIn: string; send: string };

/** The fields of a request, with their words. */
export type RequestFields =
  | { kind: "upgrade"; texts: UpgradeTexts }
  | { kind: "termination"; texts: TerminationTexts }
  | { kind: "reschedule"; texts: RescheduleTexts };

/**
 * The form of a request, or what was asked (`requested`) while it is open. When the one takes the place of
 * the other, the answer gets the focus and is read out.
 */
export function RequestForm({
  action,
  serviceId,
  formKey,
  fields,
  texts,
  disclosure,
  requested,
}: {
  action: RequestAction;
  serviceId: string;
  /** Makes sending it twice harmless. */
  formKey: string;
  fields: RequestFields;
  texts: RequestTexts;
  /** Keeps the form folded away under this label, with what is to be known before it. */
  disclosure?: { label: string; intro?: ReactNode };
  requested: ReactNode;
}) {
  const [plainState, plainAction] = useActionState(action, idle);
  const [sent, setSent] = useState<ActionState<Asked>>(idle);
  const [isPending, setIsPending] = useState(false);
  /** The key of what is in the form: a new one from the server must not make a retry another request. */
  const [key, setKey] = useState(formKey);
  const form = useRef<HTMLFormElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  const state = sent.status === "idle" ? plainState : sent;
  const isAnswered = sent.status === "ok" && Boolean(requested);

  useEffect(() => {
    if (isAnswered) answer.current?.focus();
  }, [isAnswered]);
  useEffect(() => {
    if (sent.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [sent]);

  if (requested)
    return (
      <div ref={answer} tabIndex={-1} role="status">
        {requested}
      </div>
    );

  function submit(data: FormData) {
    setIsPending(true);
    startTransition(async () => {
      const result = await action(idle, data).catch(() => null);
      startTransition(() => {
        setIsPending(false);
        // What was refused may have been changed: the next try is another request.
        if (result?.status === "error" && result.error.code !== "unavailable") setKey(crypto.randomUUID());
        setSent(result ?? failure(texts.offline));
      });
    });
  }

  const content = (
    <form
      ref={form}
      action={plainAction}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) submit(new FormData(event.currentTarget));
      }}
      onReset={keepTyped}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="serviceId" value={serviceId} />
      <input type="hidden" name="kind" value={fields.kind satisfies RequestKind} />
      <input type="hidden" name="key" value={key} />
      {state.status === "error" && (
        <Banner
          tone="error"
          title={texts.failed}
          {...(state.error.code === "unauthenticated" && { actions: <SignInAgain label={texts.signIn} /> })}
        >
          {state.error.message}
        </Banner>
      )}
      {fields.kind === "upgrade" && <UpgradeFields state={state} texts={fields.texts} />}
      {fields.kind === "termination" && <TerminationFields state={state} texts={fields.texts} />}
      {fields.kind === "reschedule" && <RescheduleFields state={state} texts={fields.texts} />}
      <Button
        type="submit"
        variant={fields.kind === "termination" ? "danger" : "primary"}
        pending={isPending}
        className="self-start"
      >
        {texts.send}
      </Button>
    </form>
  );
  if (!disclosure) return content;
  return (
    <details className="group">
      <summary className="hit-44 inline-flex cursor-pointer list-none items-center gap-1 font-medium text-primary-text text-sm">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {disclosure.label}
      </summary>
      <div className="mt-4">
        {disclosure.intro}
        {content}
      </div>
    </details>
  );
}

function failure(message: string): ActionState<Asked> {
  return { status: "error", error: { code: "unavailable", message }, values: {} };
}
