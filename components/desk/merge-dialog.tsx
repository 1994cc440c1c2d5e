"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { mergeTicketAction } from "@/lib/tickets/relations-actions";
import { ActionDialog, type ActionDialogTexts, fill } from "./action-dialog";
import { type TicketHit, TicketPicker, type TicketPickerTexts } from "./ticket-picker";

export type MergeTexts = Record<"title" | "body" | "into" | "hint" | "preview" | "submit", string> & {
  /** What will happen, in sentences; `{into}` stands for the other number. */
  steps: readonly string[];
};

/** Asks which ticket goes on, and says what becomes of both. Afterwards the page is the signpost to it. */
export function MergeDialog({
  ticket,
  shell,
  picker,
  texts,
  onClose,
}: {
  ticket: { id: string; customerId: string };
  shell: ActionDialogTexts;
  picker: TicketPickerTexts;
  texts: MergeTexts;
  onClose: () => void;
}) {
  const [into, setInto] = useState<TicketHit | null>(null);
  return (
    <ActionDialog
      ticketId={ticket.id}
      action={mergeTicketAction}
      title={texts.title}
      description={texts.body}
      submit={texts.submit}
      isReady={into !== null}
      texts={shell}
      onDone={() => {}}
      onClose={onClose}
    >
      {(fault) => (
        <>
          <Field
            name="intoTicketId"
            label={texts.into}
            hint={texts.hint}
            error={fault("intoTicketId")}
            required
          >
            {(control) => (
              <TicketPicker
                control={control}
                exceptId={ticket.id}
                customerId={ticket.customerId}
                chosen={into}
                onChoose={setInto}
                texts={picker}
              />
            )}
          </Field>
          {into && (
            <section aria-live="polite" className="rounded-md border bg-canvas px-3.5 py-3 text-sm">
              <h3 className="font-semibold">{texts.preview}</h3>
              <ul className="mt-1.5 flex list-disc flex-col gap-1 ps-4 text-fg-secondary">
                {texts.steps.map((step) => (
                  <li key={step}>{fill(step, "into", into.number)}</li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </ActionDialog>
  );
}
