"use client";
"use no memo";

import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type ActionState, fieldError, idle, typed } from "@/lib/core/action-state";

export type PrivacyField = {
  name: string;
  label: string;
  hint?: string;
  type: "password" | "text" | "textarea" | "select" | "number";
  options?: readonly SelectOption[];
  value?: string;
  required?: boolean;
  min?: number;
  max?: number;
  optionalLabel?: string;
};

/** `done` is said when it was, `failed` stands above what went wrong. */
export type PrivacyFormTexts = { submit: string; done: string; failed: string; signIn: string };

type Answer = { href?: string };

/** A few fields and one button. What was typed stays after a refusal; an answer with an address goes there. */
export function PrivacyForm<T extends object>({
  action,
  hidden = {},
  fields = [],
  texts,
  variant = "primary",
  children,
}: {
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  /** What goes along: which request it is, and the key that makes sending it twice harmless. */
  hidden?: Record<string, string | number>;
  fields?: readonly PrivacyField[];
  texts: PrivacyFormTexts;
  variant?: "primary" | "secondary" | "danger";
  /** What is to be known before the button. */
  children?: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send, isPending] = useActionState<ActionState<T>, FormData>(action, idle);
  const error = state.status === "error" ? state.error : null;

  useEffect(() => {
    if (state.status === "ok") {
      const { href } = state.data as Answer;
      if (href) window.location.assign(href);
      toast.success(texts.done);
      form.current?.reset();
    }
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, error, texts.done]);

  return (
    <form
      ref={form}
      action={send}
      onSubmit={(event) => {
        // Without React's reset after it: what was typed stays, whatever the answer.
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        if (!isPending) startTransition(() => send(data));
      }}
      className="flex max-w-form flex-col gap-4"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {error && (
        <Banner
          tone="error"
          title={texts.failed}
          {...(error.code === "unauthenticated" && { actions: <SignInAgain label={texts.signIn} /> })}
        >
          {error.message}
        </Banner>
      )}
      {fields.map((field) => (
        <Field
          key={field.name}
          name={field.name}
          label={field.label}
          hint={field.hint}
          required={field.required ?? false}
          {...(field.optionalLabel && { optionalLabel: field.optionalLabel })}
          error={fieldError(state, field.name)}
        >
          {(control) => {
            const value = typed(state, field.name) ?? field.value ?? "";
            if (field.type === "textarea") {
              return <Textarea {...control} defaultValue={value} maxLength={2000} rows={3} />;
            }
            if (field.type === "select") {
              return (
                <Select key={field.value} {...control} defaultValue={value} options={field.options ?? []} />
              );
            }
            return (
              <Input
                {...control}
                type={field.type}
                defaultValue={value}
                min={field.min}
                max={field.max}
                maxLength={field.type === "number" ? undefined : 2000}
                autoComplete={field.type === "password" ? "current-password" : "off"}
                className={field.type === "number" ? "max-w-32" : undefined}
              />
            );
          }}
        </Field>
      ))}
      {children}
      <Button type="submit" variant={variant} pending={isPending} className="self-start">
        {texts.submit}
      </Button>
    </form>
  );
}
