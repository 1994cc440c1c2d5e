"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { countedText } from "./counted-text";
import type { BulkChanges } from "./use-bulk";

export type BulkChoice = { value: string; label: string };
export type BulkBarTexts = Record<
  | "label"
  | "selectedOne"
  | "selectedMany"
  | "tooMany"
  | "assign"
  | "me"
  | "nobody"
  | "priority"
  | "status"
  | "tag"
  | "tags"
  | "tagsHint"
  | "addTags"
  | "removeTags"
  | "clear"
  | "dismiss",
  string
>;
export type BulkChoices = {
  viewerId: string;
  staff: BulkChoice[];
  priorities: BulkChoice[];
  statuses: BulkChoice[];
  /** As many as change at once. */
  max: number;
};

/** What can be done to the chosen tickets. Stays in sight while they are scrolled. */
export default function BulkBar({
  count,
  choices,
  texts,
  isPending,
  onChange,
  onClear,
}: {
  count: number;
  choices: BulkChoices;
  texts: BulkBarTexts;
  isPending: boolean;
  onChange: (changes: BulkChanges) => void;
  onClear: () => void;
}) {
  const [isTagging, setIsTagging] = useState(false);
  const isTooMany = count > choices.max;
  const disabled = isPending || isTooMany;
  const pick = (options: BulkChoice[], changes: (value: string) => BulkChanges): MenuItem[] =>
    options.map(({ value, label }) => ({ key: value, label, onSelect: () => onChange(changes(value)) }));
  const people: MenuItem[] = [
    {
      key: "me",
      label: texts.me,
      shortcut: "A",
      onSelect: () => onChange({ assigneeId: choices.viewerId }),
    },
    { key: "nobody", label: texts.nobody, onSelect: () => onChange({ assigneeId: null }) },
    { kind: "separator", key: "staff" },
    ...pick(choices.staff, (assigneeId) => ({ assigneeId })),
  ];

  return (
    <section
      aria-label={texts.label}
      aria-busy={isPending}
      className="fixed inset-x-4 bottom-4 z-30 mx-auto flex w-fit flex-wrap items-center justify-center gap-1.5 rounded-lg border bg-paper p-1.5 ps-3 shadow-float max-lg:bottom-20"
    >
      <span role="status" className="me-1 font-medium text-sm tabular-nums">
        {isTooMany ? texts.tooMany : countedText(count, texts.selectedOne, texts.selectedMany)}
      </span>
      <Menu label={texts.assign} items={people} size="sm" align="start" disabled={disabled}>
        {texts.assign}
      </Menu>
      <Menu
        label={texts.priority}
        items={pick(choices.priorities, (priority) => ({ priority }))}
        size="sm"
        align="start"
        disabled={disabled}
      >
        {texts.priority}
      </Menu>
      <Menu
        label={texts.status}
        items={pick(choices.statuses, (status) => ({ status }))}
        size="sm"
        align="start"
        disabled={disabled}
      >
        {texts.status}
      </Menu>
      <Button size="sm" disabled={disabled} onClick={() => setIsTagging(true)}>
        {texts.tag}
      </Button>
      <IconButton
        size="sm"
        label={texts.clear}
        icon={<X aria-hidden />}
        aria-keyshortcuts="Escape"
        onClick={onClear}
      />
      <TagDialog
        open={isTagging}
        texts={texts}
        onClose={() => setIsTagging(false)}
        onTags={(changes) => {
          setIsTagging(false);
          onChange(changes);
        }}
      />
    </section>
  );
}

function TagDialog({
  open,
  texts,
  onClose,
  onTags,
}: {
  open: boolean;
  texts: BulkBarTexts;
  onClose: () => void;
  onTags: (changes: BulkChanges) => void;
}) {
  const submit = (form: FormData, verb: "addTags" | "removeTags") => {
    const tags = String(form.get("tags") ?? "")
      .split(/[\s,]+/)
      .filter(Boolean);
    if (tags.length > 0) onTags({ [verb]: tags });
  };
  return (
    <Dialog open={open} onClose={onClose} title={texts.tag} closeLabel={texts.dismiss} size="sm">
      <form action={(form) => submit(form, "addTags")} className="flex flex-col gap-4">
        <Field name="tags" label={texts.tags} hint={texts.tagsHint}>
          {(control) => (
            <Input {...control} maxLength={400} autoCapitalize="none" autoComplete="off" data-autofocus />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button type="submit" formAction={(form: FormData) => submit(form, "removeTags")}>
            {texts.removeTags}
          </Button>
          <Button type="submit" variant="primary">
            {texts.addTags}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
