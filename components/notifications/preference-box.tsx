import { Checkbox } from "@/components/ui/checkbox";

/** The kinds take what room there is, the boxes as much as their heads need. */
export const COLUMNS =
  "sm:grid sm:auto-cols-[5.5rem] sm:grid-flow-col sm:grid-cols-[minmax(0,1fr)] sm:items-center sm:gap-x-2";
/** On a phone the boxes of a row stand below its name, with words beside them. */
export const BOXES = "grid grid-cols-2 gap-x-2 min-[22rem]:grid-cols-3 sm:contents";

/** A box under its column's head; on a phone the head stands beside it. */
export function Box({
  label,
  isOn,
  ...rest
}: {
  label: string;
  isOn: boolean;
  name?: string;
  value?: string;
  disabled?: boolean;
  /** What a box for all of a kind has below it, `tickets.email`; see `AllOfIt`. */
  "data-all"?: string;
  "data-part"?: string;
}) {
  return (
    <div className="flex items-center sm:justify-center">
      <Checkbox
        defaultChecked={isOn}
        label={<span className="sm:sr-only">{label}</span>}
        className="w-full sm:w-auto sm:justify-center sm:p-2 touch:min-h-11"
        {...rest}
      />
    </div>
  );
}
