import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { type ActionState, idle } from "@/lib/core/action-state";

type Submission = { action: unknown; state: ActionState<unknown> };

/** What was submitted, by the headers of its request: one object for the action and the page after it. */
const submissions = new WeakMap<object, Submission>();

/** Keeps the outcome of a form for the page that answers it when there is no JavaScript to show it. */
export async function rememberSubmission<T>(action: unknown, state: ActionState<T>): Promise<void> {
  const requestHeaders = await headers();
  if (requestHeaders.has("next-action")) return;
  submissions.set(requestHeaders, { action, state });
  // Else Next renders the page as if it were still part of the action, where `cookies()` throws.
  refresh();
}

/**
 * The outcome of `action` when this page is the answer to its form, as it is without JavaScript, else
 * idle. Hand it to `useActionState` as the initial state: React would put it there by itself, but Next
 * drops it when it continues a partly prerendered page.
 */
export async function submittedState<T>(
  action: (previous: ActionState<T>, formData: FormData) => Promise<ActionState<T>>,
): Promise<ActionState<T>> {
  const submission = submissions.get(await headers());
  return submission?.action === action ? (submission.state as ActionState<T>) : idle;
}
