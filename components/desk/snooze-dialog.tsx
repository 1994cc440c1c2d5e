"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { formatDateTime } from "@/lib/core/dates";
import { toLocal } from "@/lib/core/zoned";
import { snoozeTicketAction } from "@/lib/tickets/relations-actions";
import { snoozePresets } from "@/lib/tickets/snooze";
import { ActionDialog, type ActionDialogTexts, fill } from "./action-dialog";

export type SnoozeTexts = Record<
  "title" | "body" | "until" | "pick" | "at" | "zone" | "submit" | "done" | "woken",
  string
> & { presets: Record<string, string> };

const PICK = "pick";

/** Asks until when a ticket is put aside, on the clock of whoever does so. */
export function SnoozeDialog({
  ticket,
  clock: { locale, timeZone },
  shell,
  texts,
  onClose,
}: {
  ticket: { id: string };
  clock: { locale: string; timeZone: string };
  shell: ActionDialogTexts;
  texts: SnoozeTexts;
  onClose: () => void;
}) {
  // As of the moment in which the dialog opened.
  const [presets] = useState(() => snoozePresets(new Date(), timeZone));
  const [chosen, choose] = useState<string>(presets[0]?.preset ?? PICK);
  const until = presets.find(({ preset }) => preset === chosen)?.until;
  return (
    <ActionDialog
      ticketId={ticket.id}
      action={snoozeTicketAction}
      title={texts.title}
      description={texts.body}
      submit={texts.submit}
      texts={shell}
      onDone={({ until: at }) => {
        if (at) toast.success(fill(texts.done, "until", formatDateTime(at, locale, timeZone)));
      }}
      onClose={onClose}
    >
      {(fault) => (
        <>
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1.5 font-medium text-sm">{texts.until}</legend>
            {presets.map(({ preset, until: at }) => (
              <Checkbox
                key={preset}
                type="radio"
                name="preset"
                value={preset}
                checked={chosen === preset}
                onChange={() => choose(preset)}
                label={texts.presets[preset]}
                hint={formatDateTime(at, locale, timeZone)}
              />
            ))}
            <Checkbox
              type="radio"
              name="preset"
              value={PICK}
              checked={chosen === PICK}
              onChange={() => choose(PICK)}
              label={texts.pick}
            />
          </fieldset>
          {until && <input type="hidden" name="until" value={until.toISOString()} />}
          {chosen === PICK && (
            <Field name="local" label={texts.at} hint={texts.zone} error={fault("until")} required>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  min={toLocal(new Date(), timeZone)}
                  defaultValue={toLocal(presets.at(-1)?.until ?? new Date(), timeZone)}
                />
              )}
            </Field>
          )}
          {chosen !== PICK && fault("until") && (
            <p role="alert" className="text-error-text text-sm">
              {fault("until")}
            </p>
          )}
        </>
      )}
    </ActionDialog>
  );
}
