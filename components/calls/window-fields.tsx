import { Input } from "@/components/ui/input";
import type { DayWindow } from "@/lib/calls/types";

/** Three pairs share a line where there is room: times are typed there, so that the browser's own clock can go. */
const TIME = "xl:w-24! xl:px-2! xl:[&::-webkit-calendar-picker-indicator]:hidden";

/** The windows of a day as pairs of times; empty ones do not count. Midnight at the end is the end of the day. */
export function WindowFields({
  weekday,
  windows,
  count,
  isDisabled,
  typed = {},
  texts,
}: {
  weekday: number;
  windows: readonly DayWindow[];
  count: number;
  isDisabled: boolean;
  /** What a form that was refused came back with, by the names of its fields. */
  typed?: Readonly<Record<string, string>> | undefined;
  /** Each names its day already. */
  texts: { from: string; to: string };
}) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2">
      {Array.from({ length: count }, (_, index) => {
        const name = `w.${weekday}.${index}`;
        const window = windows[index];
        return (
          <span key={name} className="inline-flex items-center gap-1.5">
            <Input
              type="time"
              name={`${name}.opens`}
              aria-label={`${texts.from} ${index + 1}`}
              defaultValue={typed[`${name}.opens`] ?? window?.opens ?? ""}
              disabled={isDisabled}
              controlSize="sm"
              className={TIME}
            />
            <span aria-hidden className="text-fg-muted">
              –
            </span>
            <Input
              type="time"
              name={`${name}.closes`}
              aria-label={`${texts.to} ${index + 1}`}
              // A clock has no 24:00.
              defaultValue={
                typed[`${name}.closes`] ?? (window?.closes === "24:00" ? "00:00" : (window?.closes ?? ""))
              }
              disabled={isDisabled}
              controlSize="sm"
              className={TIME}
            />
          </span>
        );
      })}
    </div>
  );
}
