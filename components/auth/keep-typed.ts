import type { FormEvent } from "react";

/** For `onReset`: React empties a form after each submission, and what was typed is wanted after an error. */
export function keepTyped(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
}
