import type { AppError } from "./errors.ts";

/** What a form knows about its last submission; the state of `useActionState`. */
export type ActionState<T = undefined> =
  | { status: "idle" }
  | { status: "ok"; data: T }
  /** `values` refills the form after a submission without JavaScript. Passwords are never among them. */
  | { status: "error"; error: AppError; values: Record<string, string> };

/** The state of a given action, for the props of its form. */
export type StateOf<A extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<A>>;

export const idle: { status: "idle" } = { status: "idle" };

/** What the person typed into `name`, to put it back after an error. */
export function typed<T>(state: ActionState<T>, name: string): string | undefined {
  return state.status === "error" ? state.values[name] : undefined;
}

/** The first fault of a field, for the text beside it. */
export function fieldError<T>(state: ActionState<T>, name: string): string | undefined {
  return state.status === "error" ? state.error.fields?.[name]?.[0] : undefined;
}
