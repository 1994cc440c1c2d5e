"use client";

import { useActionState } from "react";
import { FormError } from "@/components/auth/form-error";
import { keepTyped } from "@/components/auth/keep-typed";
import { PasswordInput, type RevealLabels } from "@/components/auth/password-input";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";

export type PlainField = {
  name: string;
  label: string;
  hint?: string;
  type: "text" | "email" | "tel" | "code" | "password" | "check" | "long";
  autoComplete?: string;
  value?: string;
  maxLength?: number;
  optionalLabel?: string;
  /** Chosen instead of typed. */
  options?: readonly SelectOption[];
};

type Props<T> = Fields & {
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: ActionState<T>;
};

type Fields = {
  hidden?: Record<string, string>;
  fields: readonly PlainField[];
  texts: Record<"submit" | "pending" | "done", string>;
  reveal?: RevealLabels;
  /** Where the form leads on to something of equal weight, its button is quiet. */
  quiet?: boolean;
};

/** A short form that does one thing: fields below each other, one button, and in their place what was done. Works without script. */
export function PlainForm<T>({ action, initial, ...rest }: Props<T>) {
  const [state, send] = useActionState(action as never, initial as never) as unknown as [
    ActionState<T>,
    (data: FormData) => void,
  ];
  if (state.status === "ok") {
    return (
      <p
        role="status"
        className="rounded-md border border-success-border bg-success-soft px-3 py-2.5 text-sm text-success-text"
      >
        {rest.texts.done}
      </p>
    );
  }
  return <PlainFields {...rest} state={state} send={send} />;
}

/** The form alone, for whoever shows something else in its place once it was sent. */
export function PlainFields<T>({
  state,
  send,
  hidden = {},
  fields,
  texts,
  reveal,
  quiet,
}: Fields & { state: ActionState<T>; send: (data: FormData) => void }) {
  return (
    <form action={send} onReset={keepTyped} noValidate className="flex max-w-sm flex-col gap-4">
      <FormError state={state} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) =>
        field.type === "check" ? (
          <Checkbox
            key={field.name}
            name={field.name}
            label={field.label}
            defaultChecked={field.value === "on"}
          />
        ) : (
          <Field
            key={field.name}
            name={field.name}
            label={field.label}
            hint={field.hint}
            error={fieldError(state, field.name)}
            {...(field.optionalLabel ? { optionalLabel: field.optionalLabel } : { required: true })}
          >
            {(control) => {
              const value = typed(state, field.name) ?? field.value;
              if (field.options) {
                return (
                  <Select
                    {...control}
                    options={field.options}
                    autoComplete={field.autoComplete}
                    defaultValue={value}
                  />
                );
              }
              if (field.type === "password" && reveal) {
                return <PasswordInput {...control} autoComplete={field.autoComplete} reveal={reveal} />;
              }
              if (field.type === "long") {
                return <Textarea {...control} rows={4} maxLength={field.maxLength} defaultValue={value} />;
              }
              const isCode = field.type === "code";
              return (
                <Input
                  {...control}
                  type={isCode ? "text" : field.type}
                  inputMode={isCode ? "numeric" : undefined}
                  autoComplete={field.autoComplete}
                  maxLength={field.maxLength}
                  defaultValue={value}
                  className={isCode ? "font-mono tabular-nums tracking-widest" : undefined}
                />
              );
            }}
          </Field>
        ),
      )}
      <SubmitButton
        variant={quiet ? "secondary" : "primary"}
        pendingLabel={texts.pending}
        className="self-start"
      >
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
