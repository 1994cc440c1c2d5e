"use client";
"use no memo";

import { type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";
import { dateTimeFormat } from "@/lib/core/dates";
import type { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";

export type CommandField = {
  name: string;
  label: string;
  type:
    | "text"
    | "tel"
    | "url"
    | "date"
    | "time"
    | "datetime-local"
    | "number"
    | "textarea"
    | "select"
    | "file";
  value?: string;
  hint?: string;
  optionalLabel?: string;
  required?: boolean;
  maxLength?: number;
  min?: string;
  max?: string;
  accept?: string;
  options?: readonly SelectOption[];
};

export type CommandTexts = {
  submit: string;
  failed: string;
  offline: string;
  signIn: string;
  /** Said when it has worked and the page stays. */
  saved?: string;
  /** Above times that can be had instead of one that was taken. */
  instead?: string;
};

/**
 * A form that runs one command: its fields, what is sent along, and what went wrong, with typing kept. Times that can
 * be had instead of one that was taken are offered right here.
 */
export function CommandForm<T>({
  id,
  action,
  initial,
  hidden,
  formKey,
  fields = [],
  children,
  texts,
  variant = "primary",
  size,
  reader,
  aside,
  clearAfter = false,
  readOnly = false,
  className = "flex flex-col gap-4",
}: {
  id?: string;
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  initial: ActionState<T>;
  hidden: Record<string, string | number | null | undefined>;
  /** Makes sending it twice harmless; commands that are so by themselves need none. */
  formKey?: string;
  fields?: readonly CommandField[];
  /** Controls of another kind, drawn by the server, below the fields. */
  children?: ReactNode;
  texts: CommandTexts;
  variant?: ButtonVariant;
  size?: "sm" | "md" | "lg";
  /** How times are shown. */
  reader?: { locale: string; timeZone: string };
  /** Beside the button, such as a way back. */
  aside?: ReactNode;
  /** Empties the fields when it has worked and the page stays. */
  clearAfter?: boolean;
  /** Who cannot run it can read its fields. */
  readOnly?: boolean;
  className?: string;
}) {
  const [state, run, isPending] = useActionState(
    async (previous: ActionState<T>, data: FormData): Promise<ActionState<T>> => {
      try {
        return await action(previous, data);
      } catch (error) {
        // A redirect travels as an exception.
        if ((error as { digest?: string }).digest) throw error;
        return { status: "error", error: { code: "unavailable", message: texts.offline }, values: {} };
      }
    },
    initial as Awaited<ActionState<T>>,
  );
  const [plainState, plainAction] = useActionState(action, initial as Awaited<ActionState<T>>);
  const [key, setKey] = useState(formKey);
  const form = useRef<HTMLFormElement>(null);
  const shown = state.status === "idle" ? plainState : state;
  const error = shown.status === "error" ? shown.error : null;

  useEffect(() => {
    if (state.status === "idle") return;
    // What was refused may have been changed: the next try is another command.
    const isUnsure = state.status === "error" && state.error.code === "unavailable";
    if (formKey !== undefined && !isUnsure) setKey(newId());
    if (state.status === "ok" && clearAfter) form.current?.reset();
    if (state.status === "error")
      form.current?.querySelector<HTMLElement>("[aria-invalid], [type=radio]")?.focus();
  }, [state, clearAfter, formKey]);

  return (
    <form
      ref={form}
      id={id}
      action={plainAction}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        if (!isPending) startTransition(() => run(data));
      }}
      onReset={clearAfter ? undefined : keepTyped}
      className={className}
    >
      {Object.entries(hidden).map(
        ([name, value]) =>
          value !== null &&
          value !== undefined &&
          !(name === "startsAt" && error?.alternatives) && (
            <input key={name} type="hidden" name={name} value={value} />
          ),
      )}
      {key !== undefined && <input type="hidden" name="key" value={key} />}
      {error && (
        <Banner
          tone="error"
          title={texts.failed}
          {...(error.code === "unauthenticated" && { actions: <SignInAgain label={texts.signIn} /> })}
        >
          {said(error, fields)}
        </Banner>
      )}
      {error?.alternatives && error.alternatives.length > 0 && reader && (
        <fieldset>
          <legend className="font-medium text-fg text-sm">{texts.instead}</legend>
          <div className="mt-2 flex flex-wrap gap-2">
            {error.alternatives.map((at, index) => (
              <label
                key={at}
                className="inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-paper px-3 text-sm has-[input:checked]:border-primary has-[input:checked]:bg-primary-light touch:min-h-11"
              >
                <input type="radio" name="startsAt" value={at} defaultChecked={index === 0} />
                {dateTimeFormat(reader.locale, {
                  weekday: "short",
                  day: "numeric",
                  month: "short",
                  hour: "2-digit",
                  minute: "2-digit",
                  timeZone: reader.timeZone,
                }).format(new Date(at))}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {fields.map((field) => (
        <CommandControl key={field.name} field={field} state={shown} readOnly={readOnly} />
      ))}
      {children}
      {shown.status === "ok" && texts.saved && (
        <p role="status" className="text-sm text-success-text">
          {texts.saved}
        </p>
      )}
      {!readOnly && (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant={variant} pending={isPending} {...(size && { size })}>
            {texts.submit}
          </Button>
          {aside}
        </div>
      )}
    </form>
  );
}

/** What went wrong; of fields that are no part of the form's own, such as windows, what is wrong with them. */
function said(error: AppError, fields: readonly CommandField[]): string {
  const others = Object.entries(error.fields ?? {})
    .filter(([name]) => !fields.some((field) => field.name === name))
    .flatMap(([, faults]) => faults);
  return others.length > 0 ? Array.from(new Set(others)).join(" ") : error.message;
}

function CommandControl<T>({
  field,
  state,
  readOnly,
}: {
  field: CommandField;
  state: ActionState<T>;
  readOnly: boolean;
}) {
  const { name, label, type, value, hint, optionalLabel, required, options, ...limits } = field;
  const start = type === "file" ? undefined : (typed(state, name) ?? value ?? "");
  return (
    <Field
      name={name}
      label={label}
      {...(hint !== undefined && { hint })}
      {...(optionalLabel !== undefined && { optionalLabel })}
      required={required ?? false}
      error={fieldError(state, name)}
    >
      {(control) => {
        if (type === "textarea")
          return <Textarea {...control} defaultValue={start} maxLength={limits.maxLength} />;
        if (options) return <Select {...control} defaultValue={start} options={options} />;
        return <Input {...control} type={type} defaultValue={start} disabled={readOnly} {...limits} />;
      }}
    </Field>
  );
}
