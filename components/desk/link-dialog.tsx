"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { linkTicketAction } from "@/lib/tickets/relations-actions";
import { ActionDialog, type ActionDialogTexts, fill } from "./action-dialog";
import { type TicketHit, TicketPicker, type TicketPickerTexts } from "./ticket-picker";

export type LinkTexts = Record<"title" | "body" | "other" | "kind" | "submit" | "done", string> & {
  kinds: readonly SelectOption[];
};

/** Asks which other ticket belongs to this one, and how. */
export function LinkDialog({
  ticket,
  shell,
  picker,
  texts,
  onClose,
}: {
  ticket: { id: string };
  shell: ActionDialogTexts;
  picker: TicketPickerTexts;
  texts: LinkTexts;
  onClose: () => void;
}) {
  const [other, setOther] = useState<TicketHit | null>(null);
  return (
    <ActionDialog
      ticketId={ticket.id}
      action={linkTicketAction}
      title={texts.title}
      description={texts.body}
      submit={texts.submit}
      isReady={other !== null}
      texts={shell}
      onDone={() => toast.success(fill(texts.done, "number", other?.number ?? ""))}
      onClose={onClose}
    >
      {(fault) => (
        <>
          <Field
            name="otherId"
            label={texts.other}
            error={fault("ticketId") ?? fault("intoTicketId")}
            required
          >
            {(control) => (
              <TicketPicker
                control={control}
                exceptId={ticket.id}
                chosen={other}
                onChoose={setOther}
                texts={picker}
              />
            )}
          </Field>
          <Field name="kind" label={texts.kind} error={fault("kind")}>
            {(control) => <Select {...control} options={texts.kinds} />}
          </Field>
        </>
      )}
    </ActionDialog>
  );
}
