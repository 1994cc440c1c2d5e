import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionState } from "@/lib/core/action-state";
import { type AppError, appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { validate } from "@/lib/platform/http";
import { log } from "@/lib/platform/log";
import { requestIdFrom, withRequestContext } from "@/lib/platform/request-context";
import { meets, type Need } from "./permissions";
import { rememberSubmission } from "./submission";
import { findCurrentViewer, type Viewer } from "./viewer";

type ActionContext<I, V> = {
  viewer: V;
  input: I;
  /** For files, which the schema does not see. */
  formData: FormData;
};

/** A server action for `useActionState`. */
export type FormAction<T> = (previous: ActionState<T>, formData: FormData) => Promise<ActionState<T>>;

/** A form of a signed-in customer. */
export function customerAction<I, T>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, Viewer>) => Promise<Result<T>>,
): FormAction<T> {
  return action(schema, handler, () => identify("customer"));
}

/** A form of an agent or admin. */
export function staffAction<I, T>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, Viewer>) => Promise<Result<T>>,
): FormAction<T> {
  return action(schema, handler, () => identify("staff"));
}

/** A form of anybody who is signed in. */
export function memberAction<I, T>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, Viewer>) => Promise<Result<T>>,
): FormAction<T> {
  return action(schema, handler, () => identify("any"));
}

/** A form that needs nobody signed in. */
export function publicAction<I, T>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, null>) => Promise<Result<T>>,
): FormAction<T> {
  return action(schema, handler, async () => ok(null));
}

function action<I, T, V>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, V>) => Promise<Result<T>>,
  who: () => Promise<Result<V>>,
): FormAction<T> {
  const run: FormAction<T> = async (_previous, formData) => {
    const requestId = requestIdFrom(await headers());
    const result = await withRequestContext({ requestId }, () =>
      attempt(schema, handler, who, formData).catch(unexpected),
    );
    const state: ActionState<T> = result.ok
      ? { status: "ok", data: result.value }
      : { status: "error", error: result.error, values: typedValues(formData) };
    await rememberSubmission(run, state);
    return state;
  };
  return run;
}

async function attempt<I, T, V>(
  schema: z.ZodType<I>,
  handler: (context: ActionContext<I, V>) => Promise<Result<T>>,
  who: () => Promise<Result<V>>,
  formData: FormData,
): Promise<Result<T>> {
  const viewer = await who();
  if (!viewer.ok) return viewer;
  const input = validate(schema, formValues(formData));
  if (!input.ok) return input;
  return handler({ viewer: viewer.value, input: input.value, formData });
}

/**
 * Who sends the form. A session that ended meanwhile is an error beside the form and not a redirect, so
 * that nothing typed is lost: sign in in another tab, send again.
 */
async function identify(need: Need): Promise<Result<Viewer>> {
  const viewer = await findCurrentViewer();
  if (viewer.ok && !meets(viewer.value, need)) return err(appError("forbidden", defaultMessage("forbidden")));
  return viewer;
}

/** A bug: logged with its trace, shown without. */
function unexpected(error: unknown): { ok: false; error: AppError } {
  // Redirects travel as exceptions.
  unstable_rethrow(error);
  log.error({ err: error }, "action failed unexpectedly");
  return err(appError("internal", defaultMessage("internal")));
}

/** The fields of a form as plain values; a repeated name is a list. Files stay in the form data. */
function formValues(formData: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(formData.keys())) {
    // React adds fields of its own.
    if (name.startsWith("$ACTION")) continue;
    const texts = formData.getAll(name).filter((value) => typeof value === "string");
    if (texts.length > 0) values[name] = texts.length > 1 ? texts : (texts[0] ?? "");
  }
  return values;
}

/** What goes back into the form after an error: everything but secrets. */
function typedValues(formData: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of formData) {
    const isShown = typeof value === "string" && !name.startsWith("$ACTION") && !/password|token/i.test(name);
    if (isShown) values[name] = value;
  }
  return values;
}
