import { useRef, useState, useTransition } from "react";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import type { BulkResult } from "@/lib/tickets/desk-types";
import { bulkUpdateAction, undoBulkAction } from "@/lib/tickets/queue-actions";
import { countedText } from "./counted-text";

export type BulkChanges = {
  assigneeId?: string | null;
  priority?: string;
  status?: string;
  addTags?: string[];
  removeTags?: string[];
};
export type BulkTexts = Record<
  | "doneOne"
  | "doneMany"
  | "nothing"
  | "undo"
  | "undone"
  | "failedOne"
  | "failedMany"
  | "notUndoneOne"
  | "notUndoneMany"
  | "offline"
  | "dismiss",
  string
>;
export type BulkFailure = { title: string; rows: { id: string; message: string }[] };

/**
 * Changes many tickets and says what became of them. A try that was cut off goes again under the same key, so
 * that nothing is done twice; what was done can be put back from the toast.
 */
export function useBulk(texts: BulkTexts, onChanged: (ids: string[]) => void) {
  const [failure, setFailure] = useState<BulkFailure | null>(null);
  const [isPending, startTransition] = useTransition();
  const unsure = useRef<{ what: string; key: string } | null>(null);

  function report(results: readonly BulkResult[], one: string, many: string) {
    const rows = results.flatMap((result) =>
      result.ok ? [] : [{ id: result.id, message: result.error.message }],
    );
    setFailure(rows.length > 0 ? { title: countedText(rows.length, one, many), rows } : null);
    onChanged(results.map(({ id }) => id));
  }

  function undo(key: string) {
    startTransition(async () => {
      const form = new FormData();
      form.set("key", key);
      const state = await undoBulkAction(idle, form).catch(() => null);
      if (state?.status !== "ok") {
        toast.error(state?.status === "error" ? state.error.message : texts.offline, {
          action: { label: texts.undo, onClick: () => undo(key) },
        });
        return;
      }
      if (state.data.every(({ ok }) => ok)) toast.success(texts.undone);
      report(state.data, texts.notUndoneOne, texts.notUndoneMany);
    });
  }

  function run(ids: readonly string[], changes: BulkChanges) {
    const what = JSON.stringify([ids, changes]);
    const key = unsure.current?.what === what ? unsure.current.key : newId();
    startTransition(async () => {
      const form = new FormData();
      form.set("key", key);
      form.set("ids", ids.join(","));
      form.set("changes", JSON.stringify(changes));
      const state = await bulkUpdateAction(idle, form).catch(() => null);
      // Without an answer nobody knows whether it was done.
      unsure.current = state ? null : { what, key };
      if (state?.status !== "ok") {
        toast.error(state?.status === "error" ? state.error.message : texts.offline);
        return;
      }
      const changed = state.data.filter((result) => result.ok && result.changed).length;
      if (changed > 0) {
        toast.success(countedText(changed, texts.doneOne, texts.doneMany), {
          action: { label: texts.undo, onClick: () => undo(key) },
        });
      } else if (state.data.every(({ ok }) => ok)) toast.info(texts.nothing);
      report(state.data, texts.failedOne, texts.failedMany);
    });
  }

  return { run, isPending, failure, dismiss: () => setFailure(null) };
}
