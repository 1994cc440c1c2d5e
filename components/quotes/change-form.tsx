"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  use,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
  useTransition,
} from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, idle, typed } from "@/lib/core/action-state";

type Asked = { path: string };
export type AskAction = (previous: ActionState<Asked>, form: FormData) => Promise<ActionState<Asked>>;

export type ChangeFormTexts = Record<
  "message" | "messageHint" | "submit" | "cancel" | "saved" | "signIn" | "network",
  string
>;

const FormState = createContext<ActionState<Asked>>(idle);

/** Asks for changes in a version: wishes at its lines (`children`), and a message. Kept as a draft until sent. */
export function ChangeForm({
  action,
  initial,
  scope,
  quoteId,
  version,
  message,
  back,
  texts,
  children,
}: {
  action: AskAction;
  initial: ActionState<Asked>;
  /** Names the draft. */
  scope: string;
  quoteId: string;
  version: number;
  /** What the message begins with. */
  message: string;
  /** The page without the form. */
  back: Route;
  texts: ChangeFormTexts;
  children: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [plainState, plainAction] = useActionState(action, initial);
  const [sent, setSent] = useState<ActionState<Asked>>(idle);
  const [key] = useState(newDraftKey);
  const [isPending, startTransition] = useTransition();
  const draft = useDraft(scope, ({ values }) => fill(form.current, values));
  const state = sent.status === "idle" ? plainState : sent;

  useEffect(() => {
    if (sent.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [sent]);

  function keep() {
    if (form.current) draft.save({ key, values: valuesOf(form.current), files: [] });
  }

  function submit() {
    if (!form.current) return;
    const data = new FormData(form.current);
    data.set("hasScript", "true");
    keep();
    draft.flush();
    startTransition(async () => {
      const answer = await action(idle, data).catch(() => null);
      if (answer?.status === "ok") {
        draft.clear(key);
        router.push(answer.data.path as Route);
        return;
      }
      startTransition(() => setSent(answer ?? failure(texts.network)));
    });
  }

  const error = state.status === "error" ? state.error : null;
  return (
    <form
      ref={form}
      action={plainAction}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onInput={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <input type="hidden" name="quoteId" value={quoteId} />
      <input type="hidden" name="version" value={version} />
      <FormState value={state}>{children}</FormState>
      <div className="flex flex-col gap-4 border-t px-4 py-4">
        {error && (
          <Banner
            tone="error"
            actions={error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
          >
            {error.message}
          </Banner>
        )}
        <Field
          name="message"
          label={texts.message}
          hint={texts.messageHint}
          error={fieldError(state, "message")}
          required
        >
          {(control) => (
            <Textarea {...control} maxLength={5000} defaultValue={typed(state, "message") ?? message} />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" size="lg" pending={isPending}>
            {texts.submit}
          </Button>
          <LinkButton href={back} size="lg" variant="ghost" scroll={false}>
            {texts.cancel}
          </LinkButton>
          <span role="status" className="text-fg-muted text-sm">
            {draft.isSaved ? texts.saved : ""}
          </span>
        </div>
      </div>
    </form>
  );
}

export type ChangeFieldsTexts = { quantity: string; wish: string; placeholder: string; leaveOut: string };

/** What the customer wants of one line: another quantity, or something in words. Inside a `ChangeForm`. */
export function ChangeFields({
  index,
  itemId,
  quantity,
  texts,
}: {
  index: number;
  itemId: string;
  quantity: number;
  texts: ChangeFieldsTexts;
}) {
  const state = use(FormState);
  const id = useId();
  const name = (field: string) => `items.${index}.${field}`;
  const faults = ["quantity", "message"].flatMap((field) => fieldError(state, name(field)) ?? []);
  const invalid = (field: string) => fieldError(state, name(field)) !== undefined || undefined;
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2">
        <input type="hidden" name={name("itemId")} value={itemId} />
        <input type="hidden" name={name("was")} value={quantity} />
        <Input
          name={name("quantity")}
          aria-label={texts.quantity}
          aria-invalid={invalid("quantity")}
          aria-describedby={`${id}-note`}
          inputMode="numeric"
          maxLength={9}
          controlSize="sm"
          className="bg-paper text-end"
          data-tooltip={texts.leaveOut}
          defaultValue={typed(state, name("quantity")) ?? String(quantity)}
        />
        <Input
          name={name("message")}
          aria-label={texts.wish}
          placeholder={texts.placeholder}
          aria-invalid={invalid("message")}
          aria-describedby={`${id}-note`}
          maxLength={500}
          controlSize="sm"
          defaultValue={typed(state, name("message"))}
        />
      </div>
      <p id={`${id}-note`} className="text-error-text text-sm empty:hidden">
        {faults.join(" ")}
      </p>
    </div>
  );
}

function failure(message: string): ActionState<Asked> {
  return { status: "error", error: { code: "unavailable", message }, values: {} };
}

/** What somebody typed; what the form says by itself is no draft. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of Array.from(form.elements)) {
    const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
    if (isText && field.type !== "hidden" && field.value !== field.defaultValue)
      values[field.name] = field.value;
  }
  return values;
}

/** Puts a draft back into fields that nobody has touched yet. */
function fill(form: HTMLFormElement | null, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = form?.elements.namedItem(name);
    const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
    if (isText && field.value === field.defaultValue) field.value = value;
  }
}
