import type { DeskFilters, QueueSort } from "@/lib/tickets/desk-views";

type Rest = { view?: string | undefined; sort?: QueueSort | undefined; saved?: string | undefined };

/** What a form of the queue keeps of the address beside its own fields. */
export function HiddenFields({ filters, ...rest }: { filters: DeskFilters } & Rest) {
  const fields = Object.entries({ ...rest, ...filters }).filter(([, value]) => value !== undefined);
  return fields.map(([name, value]) => <input key={name} type="hidden" name={name} value={String(value)} />);
}
