"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRouter } from "next/navigation";
import { startTransition, useActionState, useEffect, useId, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { fieldError, idle } from "@/lib/core/action-state";
import { resolveTicketAction } from "@/lib/tickets/desk-actions";

export type ResolveTexts = Record<
  | "title"
  | "body"
  | "type"
  | "choose"
  | "optional"
  | "notes"
  | "notesHint"
  | "resolve"
  | "back"
  | "dismiss"
  | "conflictTitle"
  | "failedTitle"
  | "load",
  string
>;

/** What may go back for the ticket, in words and as the field holds it. */
export type RefundOffer = {
  currency: string;
  /** "129.50" */
  most: string;
  label: string;
  hint: string;
};

/**
 * Asks how a ticket was resolved, and how much goes back. What was typed stays through every refusal. A default
 * export, because it is fetched when it is needed.
 */
export default function ResolveDialog({
  ticketId,
  version,
  types,
  refundTypes,
  offer,
  typeHint,
  texts,
  onClose,
}: {
  ticketId: string;
  version: number;
  types: readonly SelectOption[];
  /** Of `types`, those that give something back. */
  refundTypes: readonly string[];
  /** Null where nothing can go back. */
  offer: RefundOffer | null;
  typeHint?: string | undefined;
  texts: ResolveTexts;
  onClose: () => void;
}) {
  const router = useRouter();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [state, resolve, isPending] = useActionState(resolveTicketAction, idle);
  const [type, setType] = useState("");
  const [amount, setAmount] = useState("");
  const error = state.status === "error" ? state.error : null;
  const isConflict = error?.code === "conflict";
  const givesBack = offer !== null && refundTypes.includes(type);

  useEffect(() => {
    if (state.status === "ok") onClose();
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, onClose]);

  function choose(next: string) {
    setType(next);
    if (next === "full_refund") setAmount(offer?.most ?? "");
    else if (type === "full_refund") setAmount("");
  }

  return (
    <Dialog
      open
      persistent
      onClose={onClose}
      title={texts.title}
      description={texts.body}
      closeLabel={texts.dismiss}
      footer={
        <>
          <Button onClick={onClose}>{texts.back}</Button>
          <Button type="submit" form={formId} variant="primary" pending={isPending}>
            {texts.resolve}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          if (!isPending) startTransition(() => resolve(data));
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
        }}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="ticketId" value={ticketId} />
        <input type="hidden" name="expectedVersion" value={version} />
        {error && !error.fields && (
          <Banner
            tone={isConflict ? "warning" : "error"}
            title={isConflict ? texts.conflictTitle : texts.failedTitle}
          >
            {error.message}
            {isConflict && (
              <Button size="sm" className="mt-2 flex" onClick={() => router.refresh()}>
                {texts.load}
              </Button>
            )}
          </Banner>
        )}
        <Field
          name="resolutionType"
          label={texts.type}
          hint={typeHint}
          error={fieldError(state, "resolutionType")}
          required
        >
          {(control) => (
            <Select
              {...control}
              placeholder={texts.choose}
              options={types}
              value={type}
              onChange={(event) => choose(event.currentTarget.value)}
            />
          )}
        </Field>
        {givesBack && (
          <Field
            name="amount"
            label={offer.label}
            hint={offer.hint}
            error={fieldError(state, "refund")}
            required={type !== "store_credit"}
            {...(type === "store_credit" ? { optionalLabel: texts.optional } : {})}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                maxLength={40}
                value={amount}
                onChange={(event) => setAmount(event.currentTarget.value)}
                className="tabular-nums"
              />
            )}
          </Field>
        )}
        {givesBack && <input type="hidden" name="currency" value={offer.currency} />}
        <Field
          name="notes"
          label={texts.notes}
          hint={texts.notesHint}
          error={fieldError(state, "notes")}
          required
        >
          {(control) => <Textarea {...control} rows={3} maxLength={5000} />}
        </Field>
      </form>
    </Dialog>
  );
}
