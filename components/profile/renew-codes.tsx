"use client";

import { useActionState } from "react";
import type { RevealLabels } from "@/components/auth/password-input";
import { RecoveryCodes, type RecoveryCodesLabels } from "@/components/auth/recovery-codes";
import { renewRecoveryCodesAction } from "@/lib/auth/second-factor-actions";
import type { StateOf } from "@/lib/core/action-state";
import { type PlainField, PlainFields } from "./plain-form";

/** New recovery codes, and then the codes in place of the form. */
export function RenewCodes({
  initial,
  fields,
  texts,
  labels,
  reveal,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof renewRecoveryCodesAction>;
  fields: readonly PlainField[];
  texts: Record<"submit" | "pending" | "done", string>;
  labels: RecoveryCodesLabels;
  reveal: RevealLabels;
}) {
  const [state, send] = useActionState(renewRecoveryCodesAction, initial);
  if (state.status === "ok") return <RecoveryCodes codes={state.data.codes} labels={labels} />;
  return <PlainFields state={state} send={send} fields={fields} texts={texts} reveal={reveal} quiet />;
}
