"use client";
"use no memo";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { Select, type SelectOption } from "@/components/ui/select";
import type { ActionState } from "@/lib/core/action-state";
import { formatDuration, parseDuration } from "@/lib/sla/duration";
import type { SlaPolicy } from "@/lib/sla/types";
import { EditorForm, type EditorTexts } from "./editor-form";
import { type PolicyDraft, PolicyRow, type PolicyRowTexts, TIMES } from "./policy-row";

export type PolicyTexts = PolicyRowTexts &
  Record<"hint" | "all" | "addTitle" | "category" | "choose" | "add" | "invalid" | "tooShort", string>;

const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

/** The promised times: four lines for all categories, and four for each category that has its own. */
export function PolicyEditor({
  action,
  policies,
  categories,
  revision,
  canChange,
  texts,
  editor,
}: {
  action: (
    previous: ActionState<{ revision: string }>,
    data: FormData,
  ) => Promise<ActionState<{ revision: string }>>;
  policies: readonly SlaPolicy[];
  categories: readonly SelectOption[];
  revision: string;
  canChange: boolean;
  texts: PolicyTexts;
  editor: EditorTexts;
}) {
  const [seen, setSeen] = useState(revision);
  const [rows, setRows] = useState(() => policies.map(toDraft));
  const [isChecked, setIsChecked] = useState(false);
  const [choice, setChoice] = useState("");
  const [isKept, setIsKept] = useState(false);
  if (seen !== revision) {
    setSeen(revision);
    if (!isKept) load();
  }

  function load() {
    setRows(policies.map(toDraft));
    setIsChecked(false);
    setIsKept(false);
  }

  const groups = [null, ...new Set(rows.flatMap(({ category }) => category ?? []))];
  const free = categories.filter(({ value }) => !groups.includes(value));
  const labelOf = (category: string | null) =>
    category === null ? texts.all : (categories.find(({ value }) => value === category)?.label ?? category);

  function addCategory() {
    const general = rows.filter(({ category }) => category === null);
    setRows([...rows, ...general.map((row) => ({ ...row, category: choice }))]);
    setChoice("");
  }

  return (
    <EditorForm
      action={action}
      name="policies"
      value={() => rows.map(fromDraft)}
      revision={revision}
      keep={setIsKept}
      load={load}
      canChange={canChange}
      texts={editor}
      fault={() => {
        setIsChecked(true);
        if (rows.some((row) => TIMES.some((time) => parseDuration(row[time]) === null))) return texts.invalid;
        return rows.some(isTooShort) ? texts.tooShort : null;
      }}
    >
      <p className="max-w-[72ch] text-fg-muted text-sm">{texts.hint}</p>
      {groups.map((group) => (
        <div key={group ?? ""} className="flex flex-col gap-2">
          <h3 className="font-medium text-sm">{labelOf(group)}</h3>
          <ul className="flex flex-col gap-3 md:gap-1.5">
            {PRIORITIES.flatMap((priority) =>
              rows.filter((row) => row.category === group && row.priority === priority),
            ).map((row, index) => (
              <PolicyRow
                key={row.priority}
                row={row}
                scope={labelOf(group)}
                isFirst={index === 0}
                isChecked={isChecked}
                isTooShort={isChecked && isTooShort(row)}
                texts={texts}
                onChange={(change) => setRows(rows.map((one) => (one === row ? { ...one, ...change } : one)))}
                onRemove={
                  group === null || !canChange ? null : () => setRows(rows.filter((one) => one !== row))
                }
              />
            ))}
          </ul>
        </div>
      ))}
      {canChange && free.length > 0 && (
        <div className="flex items-end gap-2">
          <Field name="newCategory" label={texts.addTitle} className="w-64 max-w-full">
            {({ name: _, ...control }) => (
              <Select
                {...control}
                aria-label={texts.category}
                placeholder={texts.choose}
                options={free}
                value={choice}
                onChange={(event) => setChoice(event.target.value)}
              />
            )}
          </Field>
          <Button icon={<Plus aria-hidden />} disabled={choice === ""} onClick={addCategory}>
            {texts.add}
          </Button>
        </div>
      )}
    </EditorForm>
  );
}

function toDraft(policy: SlaPolicy): PolicyDraft {
  return {
    priority: policy.priority,
    category: policy.category,
    clock: policy.clock,
    firstResponse: formatDuration(policy.firstResponse),
    nextResponse: formatDuration(policy.nextResponse),
    resolution: formatDuration(policy.resolution),
  };
}

function fromDraft(draft: PolicyDraft) {
  return { ...draft, ...Object.fromEntries(TIMES.map((time) => [time, parseDuration(draft[time])])) };
}

function isTooShort({ firstResponse, resolution }: PolicyDraft): boolean {
  return (parseDuration(resolution) ?? Number.POSITIVE_INFINITY) <= (parseDuration(firstResponse) ?? 0);
}
