"use no memo";

import { type ReactNode, useId } from "react";
import { CircleAlert } from "./control-icons";
import { cx } from "./cx";

/** What `Field` hands to the control inside it: spread it on an `Input`, `Textarea` or `Select`. */
export type FieldControl = {
  id: string;
  name: string;
  required: boolean | undefined;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/**
 * A label, a control, a hint and an error, tied together for everybody. The error takes the hint's
 * place in reading order after it; both are announced with the control.
 */
export function Field({
  name,
  label,
  hint,
  error,
  required,
  optionalLabel,
  aside,
  id,
  className,
  children,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** One sentence or several, as `AppError.fields[name]` holds them. */
  error?: string | readonly string[] | undefined;
  required?: boolean;
  /** "optional", shown behind the label of a field that may stay empty. */
  optionalLabel?: string;
  /** At the end of the label's line, such as a link "Forgot password?". */
  aside?: ReactNode;
  id?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const generated = useId();
  const controlId = id ?? generated;
  const errors = error === undefined ? [] : typeof error === "string" ? [error] : error;
  const describedBy = cx(
    hint !== undefined && `${controlId}-hint`,
    errors.length > 0 && `${controlId}-error`,
  );
  return (
    <div className={cx("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={controlId} className="font-medium text-fg text-sm">
          {label}
          {optionalLabel && <span className="ms-1.5 font-normal text-fg-muted">{optionalLabel}</span>}
        </label>
        {aside && <span className="text-sm">{aside}</span>}
      </div>
      {children({
        id: controlId,
        name,
        required,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": errors.length > 0 || undefined,
      })}
      {hint !== undefined && (
        <p id={`${controlId}-hint`} className="text-fg-muted text-sm">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <div id={`${controlId}-error`} className="flex gap-1.5 text-error-text text-sm">
          <CircleAlert aria-hidden className="mt-[0.1875rem] size-3.5" />
          <div>
            {errors.map((message) => (
              <p key={message}>{message}</p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
