"use client";

import { useActionState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishEnrolmentAction, startEnrolmentAction } from "@/lib/auth/second-factor-actions";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import type { Enrolment } from "@/lib/core/second-factor";
import { CodeField } from "./code-field";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";
import { RecoveryCodes, type RecoveryCodesLabels } from "./recovery-codes";

type Labels = Record<
  | "start"
  | "starting"
  | "scan"
  | "qr"
  | "secret"
  | "retry"
  | "again"
  | "code"
  | "codeHint"
  | "confirm"
  | "confirming"
  | "isOn"
  | "continue",
  string
> & { codes: RecoveryCodesLabels };

/** Sets a second factor up in two steps: the app gets its entry, and shows a first code. */
export function FactorSetup({
  initialStart,
  initialFinish,
  isOn,
  next,
  labels,
}: {
  /** Idle, or the outcomes that this page answers when there is no JavaScript. */
  initialStart: StateOf<typeof startEnrolmentAction>;
  initialFinish: StateOf<typeof finishEnrolmentAction>;
  isOn: boolean;
  /** Where to go on. */
  next: string;
  labels: Labels;
}) {
  const [begun, begin] = useActionState(startEnrolmentAction, initialStart);
  const [finished, finish] = useActionState(finishEnrolmentAction, initialFinish);

  if (finished.status === "ok" || isOn) {
    return (
      <div className="flex flex-col gap-6">
        {finished.status === "ok" ? (
          <RecoveryCodes codes={finished.data.codes} labels={labels.codes} />
        ) : (
          <p role="status" className="text-base">
            {labels.isOn}
          </p>
        )}
        <a href={next} className={buttonStyle({ variant: "primary", size: "lg" })}>
          {labels.continue}
        </a>
      </div>
    );
  }

  const entry = begun.status === "ok" ? begun.data : null;
  // Without script the first answer is gone by now, and its key with it: the app has it.
  const factorId = entry?.factorId ?? typed(finished, "factorId");
  return (
    <div className="flex flex-col gap-6">
      {entry && <Entry entry={entry} labels={labels} />}
      {factorId && (
        <form action={finish} onReset={keepTyped} noValidate className="flex flex-col gap-4">
          <FormError state={finished} />
          {!entry && <p className="text-base text-fg-secondary">{labels.retry}</p>}
          <input type="hidden" name="factorId" value={factorId} />
          <CodeField
            label={labels.code}
            hint={labels.codeHint}
            error={fieldError(finished, "code")}
            maxLength={10}
            className="tracking-widest"
          />
          <SubmitButton size="lg" pendingLabel={labels.confirming}>
            {labels.confirm}
          </SubmitButton>
        </form>
      )}
      <form action={begin} className="flex flex-col gap-3">
        <FormError state={begun} />
        <SubmitButton
          size={factorId ? "md" : "lg"}
          variant={factorId ? "secondary" : "primary"}
          pendingLabel={labels.starting}
        >
          {factorId ? labels.again : labels.start}
        </SubmitButton>
      </form>
    </div>
  );
}

/** The QR code, dark on light whatever the theme: cameras want it so. */
function Entry({ entry: { qr, secret, uri }, labels }: { entry: Enrolment; labels: Labels }) {
  const quiet = 4;
  const side = qr.size + 2 * quiet;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-base text-fg-secondary">{labels.scan}</p>
      <a href={uri} className="self-center rounded-lg">
        <svg
          role="img"
          aria-label={labels.qr}
          viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
          shapeRendering="crispEdges"
          className="size-52 rounded-lg border"
        >
          <rect x={-quiet} y={-quiet} width={side} height={side} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
      </a>
      <div className="text-sm">
        <p className="text-fg-muted">{labels.secret}</p>
        <p className="mt-1 font-mono tracking-wide">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
      </div>
    </div>
  );
}
