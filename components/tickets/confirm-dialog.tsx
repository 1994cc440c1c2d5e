"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

export type ConfirmTexts = {
  title: string;
  description: string;
  /** Label of the reason, which may stay empty. */
  reason: string;
  confirm: string;
  cancel: string;
  close: string;
};

/** Asks before a ticket is given up, and why. A default export, because it is fetched when it is needed. */
export default function ConfirmDialog({
  open,
  texts,
  onCancel,
  onConfirm,
}: {
  open: boolean;
  texts: ConfirmTexts;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={texts.title}
      description={texts.description}
      closeLabel={texts.close}
      size="sm"
      footer={
        <>
          <Button onClick={onCancel}>{texts.cancel}</Button>
          <Button variant="primary" onClick={() => onConfirm(reason)}>
            {texts.confirm}
          </Button>
        </>
      }
    >
      <Field name="reason" label={texts.reason}>
        {({ name: _, ...control }) => (
          <Textarea
            {...control}
            maxLength={2000}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
