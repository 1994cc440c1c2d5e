import type { ReactNode } from "react";

/** A question of a form and its answers. Where one is asked at a time, its heading takes the focus. */
export function Question({
  title,
  hint,
  className,
  children,
}: {
  title: ReactNode;
  hint?: ReactNode;
  /** Of the heading, which the answers of another question may share. */
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset>
      <legend className={className}>
        <h2 data-question tabIndex={-1} className="font-semibold text-lg outline-none">
          {title}
        </h2>
        {hint && <p className="mt-0.5 text-fg-muted text-sm">{hint}</p>}
      </legend>
      <div className="mt-3">{children}</div>
    </fieldset>
  );
}

/** One answer of several, as large as a thumb. */
export function Choice({
  name,
  value,
  label,
  hint,
  isChosen,
  isRequired = false,
  className = "",
}: {
  name: string;
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isChosen: boolean;
  isRequired?: boolean;
  className?: string;
}) {
  return (
    <label
      className={`flex min-h-11 cursor-pointer items-start gap-3 rounded-md border px-3.5 py-2.5 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 has-[input:checked]:border-primary has-[input:checked]:bg-primary-light ${className}`}
    >
      <input
        type="radio"
        name={name}
        value={value}
        required={isRequired}
        defaultChecked={isChosen}
        className="mt-[0.1875rem] size-4 shrink-0 outline-none"
      />
      <span className="min-w-0 text-base">
        {label}
        {hint && <span className="block text-fg-muted text-sm">{hint}</span>}
      </span>
    </label>
  );
}
