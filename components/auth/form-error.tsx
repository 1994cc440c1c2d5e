import { Banner } from "@/components/ui/banner";
import type { ActionState } from "@/lib/core/action-state";

/** What went wrong with the form as a whole; faults of its fields stand beside them. */
export function FormError<T>({ state }: { state: ActionState<T> }) {
  if (state.status !== "error" || state.error.fields) return null;
  return <Banner tone="error">{state.error.message}</Banner>;
}
