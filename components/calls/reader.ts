import type { ActionState } from "@/lib/core/action-state";

/** How times are shown, and what time it is. */
export type Reader = { locale: string; timeZone: string; now: Date };

/** What a form answered when this page is its answer, as pages find it out: see `lib/auth/submission`. */
export type Submitted = <T>(
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>,
) => Promise<ActionState<T>>;
