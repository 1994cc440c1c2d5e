import type { DeskFilters } from "@/lib/tickets/desk-views";

/** What a form of the queue keeps of the address beside its own fields. */
export function HiddenFields({ filters, view }: { filters: DeskFilters; view?: string | undefined }) {
  const fields = Object.entries({ view, ...filters }).filter(([, value]) => value !== undefined);
  return fields.map(([name, value]) => <input key={name} type="hidden" name={name} value={String(value)} />);
}
