import { CircleAlert } from "@/components/ui/control-icons";
import type { ActionState } from "@/lib/core/action-state";

/**
 * What went wrong with the form as a whole; faults of its fields stand beside them. Looks like an error
 * `Banner`, whose other three icons would weigh more here than the rest of the form.
 */
export function FormError<T>({ state }: { state: ActionState<T> }) {
  if (state.status !== "error" || state.error.fields) return null;
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-md border border-error-border bg-error-soft px-3 py-2.5 text-error-text text-sm"
    >
      <CircleAlert aria-hidden className="mt-0.5 shrink-0 text-error" />
      {state.error.message}
    </div>
  );
}
