import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** One field for a code of any kind: what is typed, pasted or offered by the phone. The server drops what is no digit. */
export function CodeField({
  label,
  hint,
  error,
  autoFocus = false,
  maxLength = 20,
  className,
}: {
  label: string;
  hint: string;
  error: string | undefined;
  autoFocus?: boolean;
  maxLength?: number;
  className?: string;
}) {
  return (
    <Field name="code" label={label} hint={hint} error={error} required>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={maxLength}
          autoFocus={autoFocus}
          className={cx("font-mono tabular-nums", className)}
        />
      )}
    </Field>
  );
}
