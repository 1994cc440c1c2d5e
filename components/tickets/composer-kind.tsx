"use client";

import { Lock } from "lucide-react";
import { cx } from "@/components/ui/cx";

export type KindTexts = {
  /** Names the choice. */
  kind: string;
  reply: string;
  note: string;
  placeholder: string;
  /** "Only staff will see this" */
  warning: string;
  send: string;
};

/** An answer to the customer, or a note that only staff see. Sent as `internal`. */
export function ComposerKind({
  texts,
  isNote,
  onChange,
}: {
  texts: KindTexts;
  isNote: boolean;
  onChange: (isNote: boolean) => void;
}) {
  return (
    <fieldset className="flex items-center gap-1 px-2 pt-2">
      <legend className="sr-only">{texts.kind}</legend>
      {[false, true].map((note) => (
        <label
          key={String(note)}
          className={cx(
            "flex h-7 cursor-pointer items-center gap-1.5 rounded-md px-2.5 font-medium text-sm transition-colors",
            "has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-9",
            note === isNote ? "bg-active text-fg" : "text-fg-muted hover:text-fg",
          )}
        >
          <input
            type="radio"
            name="internal"
            value={String(note)}
            checked={note === isNote}
            onChange={() => onChange(note)}
            className="sr-only"
          />
          {note && <Lock aria-hidden className="size-3.5" />}
          {note ? texts.note : texts.reply}
        </label>
      ))}
      {isNote && <p className="ms-auto pe-1.5 text-sm text-warning-text">{texts.warning}</p>}
    </fieldset>
  );
}
