"use client";

import { CustomerPicker, type CustomerPickerTexts } from "@/components/desk/customer-picker";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldError, typed } from "@/lib/core/action-state";
import { DecisionForm } from "./decision-form";

export type MailDecisionTexts = Record<
  | "open"
  | "customer"
  | "openButton"
  | "reply"
  | "ticket"
  | "ticketHint"
  | "replyButton"
  | "discard"
  | "discardHint"
  | "failed",
  string
> & { picker: CustomerPickerTexts };

/** The three things that can become of an e-mail: a new ticket, a message of one, or nothing. */
export function MailDecision({
  emailId,
  canTake,
  ticket,
  customers,
  texts,
}: {
  emailId: string;
  /** Whether it is kept whole: otherwise there is nothing left to take. */
  canTake: boolean;
  /** The number of the ticket that it seems to answer. */
  ticket: string | null;
  /** Whose it may be, with the words of a button each. */
  customers: readonly { id: string; label: string }[];
  texts: MailDecisionTexts;
}) {
  const { failed } = texts;
  return (
    <div className="flex flex-col gap-6">
      {canTake && (
        <>
          <section className="flex flex-col gap-3">
            <h3 className="font-medium text-sm">{texts.reply}</h3>
            <DecisionForm
              emailId={emailId}
              action="reply"
              button={texts.replyButton}
              failed={failed}
              variant={ticket ? "primary" : "secondary"}
            >
              {(state) => (
                <Field
                  name="ticket"
                  label={texts.ticket}
                  hint={texts.ticketHint}
                  error={fieldError(state, "ticket")}
                >
                  {(control) => (
                    <Input
                      {...control}
                      defaultValue={typed(state, "ticket") ?? ticket ?? ""}
                      maxLength={40}
                      autoComplete="off"
                      spellCheck={false}
                    />
                  )}
                </Field>
              )}
            </DecisionForm>
          </section>
          <section className="flex flex-col gap-3 border-t pt-4">
            <h3 className="font-medium text-sm">{texts.open}</h3>
            {customers.map(({ id, label }) => (
              <DecisionForm
                key={id}
                emailId={emailId}
                action="open"
                button={label}
                failed={failed}
                fixed={{ customerId: id }}
              />
            ))}
            <DecisionForm emailId={emailId} action="open" button={texts.openButton} failed={failed}>
              {(state) => (
                <Field name="customerId" label={texts.customer} error={fieldError(state, "customerId")}>
                  {(control) => <CustomerPicker control={control} texts={texts.picker} />}
                </Field>
              )}
            </DecisionForm>
          </section>
        </>
      )}
      <section className={canTake ? "flex flex-col gap-2 border-t pt-4" : "flex flex-col gap-2"}>
        <DecisionForm emailId={emailId} action="discard" button={texts.discard} failed={failed} />
        <p className="text-fg-muted text-sm">{texts.discardHint}</p>
      </section>
    </div>
  );
}
