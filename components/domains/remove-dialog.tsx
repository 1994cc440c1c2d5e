"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type RemoveTexts = {
  remove: string;
  label: string;
  title: string;
  description: string;
  records: string;
  confirmLabel: string;
  confirm: string;
  cancel: string;
  close: string;
  removed: string;
  signIn: string;
};

/** Says what removing means. For a proven domain its name is typed. A default export, because it is fetched when it is needed. */
export default function RemoveDialog({
  open,
  name,
  mustType,
  texts,
  onCancel,
  onConfirm,
}: {
  open: boolean;
  name: string;
  mustType: boolean;
  texts: RemoveTexts;
  onCancel: () => void;
  onConfirm: (name: string) => void;
}) {
  const [typedName, setTypedName] = useState("");
  const isConfirmed = !mustType || typedName.trim().toLowerCase() === name;
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
          <Button
            variant="danger"
            disabled={!isConfirmed}
            onClick={() => onConfirm(mustType ? typedName : name)}
          >
            {texts.confirm}
          </Button>
        </>
      }
    >
      <p className="text-fg-secondary text-sm">{texts.records}</p>
      {mustType && (
        <Field name="confirm" label={texts.confirmLabel} className="mt-4">
          {({ name: _, ...control }) => (
            <Input
              {...control}
              data-autofocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={300}
              value={typedName}
              onChange={(event) => setTypedName(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
    </Dialog>
  );
}
