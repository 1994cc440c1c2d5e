"use client";

import { useActionState, useEffect, useState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { type requestPhoneCodeAction, signInWithPhoneCodeAction } from "@/lib/auth/actions";
import { fieldError, type StateOf } from "@/lib/core/action-state";
import { CodeField } from "./code-field";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";

export type PhoneCodeLabels = Record<
  | "title"
  /** Holds `{phone}`. */
  | "sent"
  | "code"
  | "hint"
  | "signIn"
  | "signInPending"
  | "resend"
  | "resendPending"
  /** Holds `{seconds}`. */
  | "resendIn"
  | "resendSoon"
  | "otherNumber",
  string
> & {
  /** Names the development inbox, where there is one. */
  inbox: string | null;
};

type Resend = { state: StateOf<typeof requestPhoneCodeAction>; action: (formData: FormData) => void };

/** How long one number waits for its next code; the server counts as well. */
const WAIT_SECONDS = 60;

/** The step of the code: one field that takes what is typed, pasted or offered by the phone. */
export function PhoneCodeForm({
  initial,
  resend,
  phone,
  next,
  labels,
}: {
  initial: StateOf<typeof signInWithPhoneCodeAction>;
  /** Asks for another code. */
  resend: Resend;
  phone: string;
  next: string | null;
  labels: PhoneCodeLabels;
}) {
  const [state, action] = useActionState(signInWithPhoneCodeAction, initial);
  const [before, after] = labels.sent.split("{phone}");
  return (
    <>
      <header className="mb-6">
        <h1 className="font-semibold text-2xl">{labels.title}</h1>
        <p role="status" className="mt-2 text-base text-fg-secondary">
          {before}
          <strong className="whitespace-nowrap font-medium text-fg tabular-nums">{phone}</strong>
          {after}
        </p>
      </header>
      <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
        <FormError state={state} />
        <input type="hidden" name="phone" value={phone} />
        {next && <input type="hidden" name="next" value={next} />}
        <CodeField
          label={labels.code}
          hint={labels.hint}
          error={fieldError(state, "code")}
          autoFocus
          className="tracking-widest"
        />
        <SubmitButton size="lg" pendingLabel={labels.signInPending}>
          {labels.signIn}
        </SubmitButton>
      </form>
      <ResendForm key={attemptOf(resend.state)} resend={resend} phone={phone} labels={labels} />
      <p className="mt-4 text-sm">
        {/* A full load, so that the form starts afresh. */}
        <a href="/login/phone" className="text-primary-text underline underline-offset-2">
          {labels.otherNumber}
        </a>
      </p>
      {labels.inbox && (
        <p className="mt-4 text-sm">
          <a href="/dev/mail" className="text-primary-text underline underline-offset-2">
            {labels.inbox}
          </a>
        </p>
      )}
    </>
  );
}

let attempts = 0;
const seen = new WeakMap<object, number>();

/** Another number for each answer, so that the wait begins anew with it. */
function attemptOf(state: object): number {
  const known = seen.get(state) ?? ++attempts;
  seen.set(state, known);
  return known;
}

function ResendForm({ resend, phone, labels }: { resend: Resend; phone: string; labels: PhoneCodeLabels }) {
  const left = useSecondsLeft(waitOf(resend.state));
  return (
    <form action={resend.action} onReset={keepTyped} className="mt-6 flex flex-col items-start gap-3">
      <FormError state={resend.state} />
      <input type="hidden" name="phone" value={phone} />
      <input type="hidden" name="sentTo" value={phone} />
      <p className="text-fg-muted text-sm tabular-nums">
        {left ? labels.resendIn.replace("{seconds}", String(left)) : labels.resendSoon}
      </p>
      {/* Without script nobody counts down, and the server says how long to wait. */}
      {!left && (
        <SubmitButton variant="secondary" pendingLabel={labels.resendPending}>
          {labels.resend}
        </SubmitButton>
      )}
    </form>
  );
}

function waitOf(state: Resend["state"]): number {
  if (state.status === "ok") return WAIT_SECONDS;
  return state.status === "error" ? (state.error.retryAfterSeconds ?? 0) : 0;
}

/** Counts down once there is script; null until then, and at the end. */
function useSecondsLeft(seconds: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    // An hour is not counted down.
    if (seconds <= 0 || seconds > WAIT_SECONDS) return;
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)) || null);
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
