"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { customerAction, type FormAction } from "@/lib/auth/action";
import type { Viewer } from "@/lib/auth/viewer";
import { idle } from "@/lib/core/action-state";
import { appError } from "@/lib/core/errors";
import { err, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { chatPath } from "./chat-path";
import { titleInput } from "./schema";
import { deleteChat, renameChat, restoreChat } from "./service";

// Forms that work without script: what became of them stands in the address that they lead to.

/** Which conversation it is about, and which page it was sent from. */
const about = z.object({
  id: z.uuid(),
  session: z.uuid().optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
});

const rename = customerAction(about.extend(titleInput.shape), ({ viewer, input: { id, title } }) =>
  whenOn(viewer, () => renameChat(viewer, id, title)),
);
const remove = customerAction(about, ({ viewer, input: { id } }) =>
  whenOn(viewer, () => deleteChat(viewer, id)),
);
const restore = customerAction(about, ({ viewer, input: { id } }) =>
  whenOn(viewer, () => restoreChat(viewer, id)),
);

/** Gives a conversation another title. */
export async function renameChatAction(form: FormData): Promise<void> {
  const [isDone, from] = await run(rename, form);
  if (isDone) redirect(chatPath({ ...from.page, notice: "renamed", of: from.id }) as Route);
  const typed = String(form.get("title") ?? "").slice(0, 120);
  redirect(chatPath({ ...from.page, notice: "rename_failed", of: from.id, typed }) as Route);
}

/** Deletes a conversation; the page behind it offers to undo that. */
export async function deleteChatAction(form: FormData): Promise<void> {
  const [isDone, from] = await run(remove, form, "not_found");
  const session = isDone && from.page.session === from.id ? undefined : from.page.session;
  const notice = isDone ? "deleted" : "delete_failed";
  redirect(chatPath({ ...from.page, session: session ?? null, notice, of: from.id }) as Route);
}

/** Brings a deleted conversation back, and opens it. */
export async function restoreChatAction(form: FormData): Promise<void> {
  const [isDone, from] = await run(restore, form);
  if (isDone) redirect(chatPath({ session: from.id }) as Route);
  redirect(chatPath({ ...from.page, notice: "restore_failed", of: from.id }) as Route);
}

/** Whether it is done, and where it was sent from. `fine` is a failure that is what was wanted. */
async function run<T>(action: FormAction<T>, form: FormData, fine?: "not_found") {
  const state = await action(idle, form);
  const isDone = state.status === "ok" || (state.status === "error" && state.error.code === fine);
  const from = about.safeParse(Object.fromEntries(form));
  const { id, session, q } = from.success ? from.data : { id: "", session: undefined, q: undefined };
  return [isDone, { id, page: { ...(session && { session }), ...(q && { q }) } as Page }] as const;
}

type Page = { session?: string; q?: string };

async function whenOn<T>({ modules }: Viewer, work: () => Promise<Result<T>>): Promise<Result<T>> {
  if (modules.includes("assistant")) return work();
  return err(appError("not_found", defaultMessage("not_found")));
}
