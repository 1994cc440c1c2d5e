import type { SlotPreview } from "@/lib/calls/preview";

/** The slots of some days, a line of times for each. */
export function SlotDays({ preview: { days } }: { preview: SlotPreview }) {
  return (
    <dl className="flex flex-col gap-3 text-sm">
      {days.map(({ day, name, count, times }) => (
        <div key={day}>
          <dt className="font-medium">
            {name}
            <span className="ms-2 font-normal text-fg-muted">{count}</span>
          </dt>
          <dd className="text-fg-secondary tabular-nums">{times}</dd>
        </div>
      ))}
    </dl>
  );
}
