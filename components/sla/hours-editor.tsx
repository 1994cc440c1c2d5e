"use client";
"use no memo";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Plus, Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import type { ActionState } from "@/lib/core/action-state";
import { dateTimeFormat } from "@/lib/core/dates";
import { addBusinessTime } from "@/lib/sla/calendar";
import type { BusinessCalendar, BusinessWindow } from "@/lib/sla/types";
import { EditorForm, type EditorTexts } from "./editor-form";

export type HoursTexts = Record<
  | "always"
  | "closed"
  | "opens"
  | "closes"
  | "until"
  | "add"
  | "remove"
  | "copy"
  | "clear"
  | "invalid"
  | "example"
  | "exampleNever",
  string
> & { days: readonly string[] };

type Row = BusinessWindow & { key: number };

/** On a phone the clock's own button gives way to the figures. */
const TIME =
  "w-full min-w-0 max-w-32 px-2.5 tabular-nums max-sm:[&::-webkit-calendar-picker-indicator]:hidden";
const FOUR_HOURS = 4 * 3_600_000;

/** The hours of the week, several windows a day, with an example of what they mean. */
export function HoursEditor({
  action,
  calendar,
  example,
  locale,
  revision,
  canChange,
  texts,
  editor,
}: {
  action: (
    previous: ActionState<{ revision: string }>,
    data: FormData,
  ) => Promise<ActionState<{ revision: string }>>;
  calendar: BusinessCalendar;
  /** A Friday at 16:00 on the desk's clock, in milliseconds since 1970. */
  example: number;
  locale: string;
  revision: string;
  canChange: boolean;
  texts: HoursTexts;
  editor: EditorTexts;
}) {
  const [seen, setSeen] = useState(revision);
  const [rows, setRows] = useState(() => toRows(calendar.windows));
  const [isChecked, setIsChecked] = useState(false);
  const [isKept, setIsKept] = useState(false);
  if (seen !== revision) {
    setSeen(revision);
    if (!isKept) load();
  }

  function load() {
    setRows(toRows(calendar.windows));
    setIsChecked(false);
    setIsKept(false);
  }

  const change = (row: Row, part: Partial<Row>) =>
    setRows(rows.map((one) => (one === row ? { ...one, ...part } : one)));

  function add(weekday: number) {
    const last = rows.filter((row) => row.weekday === weekday).at(-1);
    const next = last ? { opens: "", closes: "" } : { opens: "08:00", closes: "17:00" };
    setRows([...rows, { ...next, weekday, key: nextKey(rows) }]);
  }

  function copyMonday() {
    const monday = rows.filter(({ weekday }) => weekday === 0);
    const others = rows.filter(({ weekday }) => weekday === 0 || weekday > 4);
    const copies = [1, 2, 3, 4].flatMap((weekday) => monday.map((row) => ({ ...row, weekday })));
    setRows(toRows([...others, ...copies].map(({ key: _, ...row }) => row)));
  }

  return (
    <EditorForm
      action={action}
      name="hours"
      value={() => rows.map(({ key: _, ...row }) => row)}
      revision={revision}
      keep={setIsKept}
      load={load}
      canChange={canChange}
      texts={editor}
      fault={() => {
        setIsChecked(true);
        return rows.every(isComplete) ? null : texts.invalid;
      }}
    >
      <ul className="flex flex-col divide-y">
        {texts.days.map((day, weekday) => (
          <li
            key={day}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 py-2 first:pt-0 sm:grid-cols-[7rem_minmax(0,1fr)_auto]"
          >
            <span className="col-start-1 row-start-1 flex h-9 items-center font-medium text-sm touch:h-11">
              {day}
            </span>
            <div className="col-span-2 row-start-2 flex flex-col gap-2 sm:col-span-1 sm:col-start-2 sm:row-start-1">
              {rows.every((row) => row.weekday !== weekday) && (
                <span className="flex items-center text-fg-muted text-sm sm:h-9">
                  {rows.length > 0 ? texts.closed : ""}
                </span>
              )}
              {rows
                .filter((row) => row.weekday === weekday)
                .map((row) => (
                  <div key={row.key} className="flex items-center gap-2">
                    <Input
                      type="time"
                      aria-label={texts.opens.replace("{day}", day)}
                      value={row.opens}
                      aria-invalid={(isChecked && !isComplete(row)) || undefined}
                      onChange={(event) => change(row, { opens: event.target.value })}
                      className={TIME}
                    />
                    <span className="text-fg-muted text-sm">{texts.until}</span>
                    <Input
                      type="time"
                      aria-label={texts.closes.replace("{day}", day)}
                      // A time field has no 24:00; midnight closes the day.
                      value={row.closes === "24:00" ? "00:00" : row.closes}
                      aria-invalid={(isChecked && !isComplete(row)) || undefined}
                      onChange={(event) => change(row, { closes: event.target.value })}
                      className={TIME}
                    />
                    {canChange && (
                      <IconButton
                        label={texts.remove
                          .replace("{opens}", row.opens)
                          .replace("{closes}", row.closes)
                          .replace("{day}", day)}
                        icon={<Trash2 aria-hidden />}
                        onClick={() => setRows(rows.filter((one) => one !== row))}
                      />
                    )}
                  </div>
                ))}
            </div>
            {canChange && (
              <IconButton
                label={texts.add.replace("{day}", day)}
                icon={<Plus aria-hidden />}
                onClick={() => add(weekday)}
                className="col-start-2 row-start-1 sm:col-start-3"
              />
            )}
          </li>
        ))}
      </ul>
      {canChange && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={copyMonday} disabled={rows.every(({ weekday }) => weekday !== 0)}>
            {texts.copy}
          </Button>
          <Button size="sm" onClick={() => setRows([])} disabled={rows.length === 0}>
            {texts.clear}
          </Button>
        </div>
      )}
      <p className="text-fg-secondary text-sm" aria-live="polite">
        {rows.length === 0
          ? texts.always
          : inWords(rows.filter(isComplete), calendar, example, locale, texts)}
      </p>
    </EditorForm>
  );
}

function inWords(
  rows: readonly Row[],
  calendar: BusinessCalendar,
  example: number,
  locale: string,
  texts: HoursTexts,
): string {
  const windows = rows.flatMap(overMidnight);
  const due = addBusinessTime({ ...calendar, windows }, example, FOUR_HOURS);
  if (due === null) return texts.exampleNever;
  const { timeZone } = calendar;
  const format = dateTimeFormat(locale, { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone });
  return texts.example.replace("{when}", format.format(new Date(due)));
}

/** As the database keeps it: a night is an evening and the morning of the next day. */
function overMidnight({ weekday, opens, closes }: BusinessWindow): BusinessWindow[] {
  if (closes === "00:00" || closes === "24:00") return [{ weekday, opens, closes: "24:00" }];
  if (closes > opens) return [{ weekday, opens, closes }];
  return [
    { weekday, opens, closes: "24:00" },
    { weekday: (weekday + 1) % 7, opens: "00:00", closes },
  ];
}

const isComplete = ({ opens, closes }: BusinessWindow) => opens !== "" && closes !== "" && opens !== closes;
const toRows = (windows: readonly BusinessWindow[]): Row[] => windows.map((row, key) => ({ ...row, key }));
const nextKey = (rows: readonly Row[]) => Math.max(-1, ...rows.map(({ key }) => key)) + 1;
