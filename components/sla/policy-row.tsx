import { useId } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { parseDuration } from "@/lib/sla/duration";
import { SLA_CLOCKS, type SlaClock, type SlaPolicy } from "@/lib/sla/types";

export const TIMES = ["firstResponse", "nextResponse", "resolution"] as const;
type Time = (typeof TIMES)[number];

/** A policy as it is typed. */
export type PolicyDraft = Pick<SlaPolicy, "priority" | "category" | "clock"> & Record<Time, string>;

export type PolicyRowTexts = Record<"clock" | "priority" | "remove" | "what" | Time, string> & {
  priorities: Record<SlaPolicy["priority"], string>;
  clocks: Record<SlaClock, string>;
};

/** One line of the promised times: a table's row on a desk, a labelled group on a phone. */
export function PolicyRow({
  row,
  scope,
  isFirst,
  isChecked,
  isTooShort,
  texts,
  onChange,
  onRemove,
}: {
  row: PolicyDraft;
  /** "All categories", or the category's name. */
  scope: string;
  /** The first line of a group has its columns' names above it. */
  isFirst: boolean;
  isChecked: boolean;
  isTooShort: boolean;
  texts: PolicyRowTexts;
  onChange: (change: Partial<PolicyDraft>) => void;
  onRemove: (() => void) | null;
}) {
  const id = useId();
  const priority = texts.priorities[row.priority];
  const what = texts.what.replace("{priority}", priority).replace("{category}", scope);
  const label = cx("mb-1 block text-fg-muted text-xs", !isFirst && "md:sr-only");
  return (
    <li className="grid grid-cols-2 items-end gap-x-3 gap-y-2 border-t pt-3 first:border-0 first:pt-0 md:grid-cols-[6rem_repeat(3,minmax(0,1fr))_9.5rem_2.25rem] md:border-0 md:pt-0">
      <span className="col-span-2 font-medium text-sm md:col-span-1 md:flex md:h-9 md:items-center">
        {priority}
      </span>
      {TIMES.map((time) => (
        <div key={time}>
          <label htmlFor={`${id}-${time}`} className={label}>
            {texts[time]}
            <span className="sr-only"> ({what})</span>
          </label>
          <Input
            id={`${id}-${time}`}
            value={row[time]}
            maxLength={20}
            autoComplete="off"
            className="tabular-nums"
            aria-invalid={
              (isChecked && parseDuration(row[time]) === null) ||
              (isTooShort && time === "resolution") ||
              undefined
            }
            onChange={(event) => onChange({ [time]: event.target.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-clock`} className={label}>
          {texts.clock}
          <span className="sr-only"> ({what})</span>
        </label>
        <Select
          id={`${id}-clock`}
          value={row.clock}
          options={SLA_CLOCKS.map((value) => ({ value, label: texts.clocks[value] }))}
          onChange={(event) => onChange({ clock: event.target.value as SlaClock })}
        />
      </div>
      {onRemove && (
        <IconButton
          label={texts.remove.replace("{what}", what)}
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
          className="justify-self-end"
        />
      )}
    </li>
  );
}
