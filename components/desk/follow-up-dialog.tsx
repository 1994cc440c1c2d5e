"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { followUpAction } from "@/lib/tickets/relations-actions";
import { ActionDialog, type ActionDialogTexts, fill } from "./action-dialog";

export type FollowUpTexts = Record<
  "title" | "body" | "subject" | "start" | "description" | "submit" | "done",
  string
>;

/** Asks what a follow-up is about: the rest is as in the ticket that it follows. */
export function FollowUpDialog({
  ticket,
  shell,
  texts,
  onClose,
}: {
  ticket: { id: string };
  shell: ActionDialogTexts;
  texts: FollowUpTexts;
  onClose: () => void;
}) {
  const router = useRouter();
  return (
    <ActionDialog
      ticketId={ticket.id}
      action={followUpAction}
      title={texts.title}
      description={texts.body}
      submit={texts.submit}
      texts={shell}
      onDone={({ number }) => {
        toast.success(fill(texts.done, "number", number));
        router.push(`/admin/tickets/${number}` as Route);
      }}
      onClose={onClose}
    >
      {(fault) => (
        <>
          <Field name="subject" label={texts.subject} error={fault("subject")} required>
            {(control) => <Input {...control} maxLength={200} defaultValue={texts.start} />}
          </Field>
          <Field name="description" label={texts.description} error={fault("description")} required>
            {(control) => <Textarea {...control} rows={5} maxLength={10_000} data-autofocus />}
          </Field>
        </>
      )}
    </ActionDialog>
  );
}
